{
  "aliases": {
    "{{jbangAliasName}}": {
      "script-ref": "{{projectLinkHomepage}}/releases/download/{{tagName}}/rulekeeper-{{projectVersion}}.jar",
      "description": "{{projectDescription}}"
    }
  }
}
