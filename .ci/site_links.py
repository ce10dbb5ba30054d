"""Links of the documents that leave docs/ lead to the file in the repository: the site has only the pages."""

import os
import posixpath
import re

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s]+)\)")
SOURCE = "https://github.com/rulekeeper/rulekeeper/blob/main/"


def on_page_markdown(markdown, page, config, files):
    """Rewrites the targets of `markdown` that no page or picture of the site has."""
    folder = posixpath.dirname(page.file.src_uri)
    pages = {file.src_uri for file in files}

    def target(link):
        path, hash_sign, heading = link.group(1).partition("#")
        below = posixpath.normpath(posixpath.join(folder, path)) if path else page.file.src_uri
        if below in pages:
            return link.group(0)
        if posixpath.join(below, "README.md") in pages:
            return "](" + posixpath.relpath(posixpath.join(below, "README.md"), folder or ".") + ")"
        whole = posixpath.normpath(posixpath.join("docs", below))
        if not os.path.exists(whole):
            return link.group(0)  # which mkdocs then complains of
        return "](" + SOURCE + whole + hash_sign + heading + ")"

    return LINK.sub(target, markdown)
