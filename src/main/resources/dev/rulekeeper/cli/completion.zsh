#compdef rulekeeper
# zsh completion for rulekeeper: source <(rulekeeper completion zsh)
_rulekeeper() {
  local -a found
  found=("${(@f)$(rulekeeper __complete -- "${words[@]:1:$((CURRENT-1))}" 2>/dev/null)}")
  if [[ -n "${found[1]}" ]]; then
    compadd -a found
  else
    _files
  fi
}
if [[ "${funcstack[1]}" = _rulekeeper ]]; then
  _rulekeeper "$@"
else
  compdef _rulekeeper rulekeeper
fi
