# fish completion for rulekeeper: rulekeeper completion fish | source
function __rulekeeper_complete
    set -l words (commandline -opc)
    rulekeeper __complete -- $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c rulekeeper -a '(__rulekeeper_complete)'
