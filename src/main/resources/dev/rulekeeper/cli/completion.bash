# bash completion for rulekeeper: source <(rulekeeper completion bash)
_rulekeeper() {
  local IFS=$'\n'
  COMPREPLY=($(rulekeeper __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _rulekeeper rulekeeper
