{
    "version": "{{projectVersion}}",
    "description": "{{projectDescription}}",
    "homepage": "{{projectLinkHomepage}}",
    "license": "{{projectLicense}}",
    "suggest": {
        "JDK": [
            "java/temurin{{distributionJavaVersion}}-jre",
            "java/openjdk"
        ]
    },
    "url": "{{distributionUrl}}",
    "hash": "{{distributionChecksumSha256}}",
    "extract_dir": "{{distributionArtifactRootEntryName}}",
    "env_add_path": "bin",
    "checkver": "github",
    "autoupdate": {
        "url": "{{projectLinkHomepage}}/releases/download/v$version/rulekeeper-$version-windows.zip",
        "extract_dir": "rulekeeper-$version",
        "hash": {
            "url": "$baseurl/SHA256SUMS"
        }
    }
}
