#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check XLIFF files against the rules of the specifications that our writers have to keep (1.2 strict; 2.1 core, metadata and
ITS modules): elements in their order, attributes that are required or have a list of values, ids and what refers to them.
check_xliff.py FILE... prints what is wrong; exit status 1 when anything is."""
import re
import sys
import xml.etree.ElementTree as ET

CORE1, CORE2 = "{urn:oasis:names:tc:xliff:document:1.2}", "{urn:oasis:names:tc:xliff:document:2.0}"
MDA, ITS = "{urn:oasis:names:tc:xliff:metadata:2.0}", "{http://www.w3.org/2005/11/its}"
XML = "{http://www.w3.org/XML/1998/namespace}"
TOKEN = re.compile(r"[\w.:-]+$")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$")
OWN = re.compile(r"x-\S+$")
NAMED = re.compile(r"[^\s:]+:[^\s:]+$")
CONTEXTS = "database element elementtitle linenumber numparams paramnotes record recordtitle sourcefile".split()
QUALIFIERS1 = """exact-match fuzzy-match id-match leveraged-glossary leveraged-inherited leveraged-mt leveraged-repository leveraged-tm
    mt-suggestion rejected-grammar rejected-inaccurate rejected-length rejected-spelling tm-suggestion""".split()
STATES1 = """final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n needs-review-translation
needs-translation new signed-off translated""".split()
ISSUES = """terminology mistranslation omission untranslated addition duplication inconsistency grammar legal register
locale-specific-content locale-violation style characters misspelling typographical formatting inconsistent-entities numbers
markup pattern-problem whitespace internationalization length non-conformance uncategorized other""".split()

problems = []
where = ""


def want(condition, message):
    if not condition:
        problems.append(f"{where}: {message}")


def order(element, names):
    """Children in this order; a name with * may come more than once, with + once or more, with ? be missing."""
    pattern = "".join("(?:(?:%s) )%s" % ("|".join(map(re.escape, name.rstrip("*?+").split("|"))), name[len(name.rstrip("*?+")):])
                      for name in names)
    found = "".join(local(child.tag) + " " for child in element)
    want(re.match(pattern + "$", found), f"<{local(element.tag)}> holds {found or 'nothing'}; expected {' '.join(names)}")


def local(tag):
    for space, prefix in ((CORE1, ""), (CORE2, ""), (MDA, "mda:"), (ITS, "its:")):
        if tag.startswith(space):
            return prefix + tag[len(space):]
    return tag


def attributes(element, required, optional):
    names = [n.replace(ITS, "its:").replace(XML, "xml:") for n in element.keys()]
    for name in required.split():
        want(name in names, f"<{local(element.tag)}> has no {name}")
    for name in names:
        want(name in required.split() + optional.split(), f"<{local(element.tag)}> has {name}")


def value(element, name, allowed):
    got = element.get(name)
    want(got is None or (allowed.match(got) if hasattr(allowed, "match") else got in allowed),
         f"{name}='{got}' of <{local(element.tag)}>")


def issue(element):
    value(element, ITS + "locQualityIssueType", ISSUES)
    severity = element.get(ITS + "locQualityIssueSeverity")
    want(severity is None or 0 <= float(severity) <= 100, f"severity {severity}")


# ---- 2.1 ----

def metadata(element):
    order(element, ["mda:metaGroup+"])
    for group in element:
        attributes(group, "", "id category appliesTo")
        value(group, "appliesTo", ("source", "target", "ignorable"))
        order(group, ["mda:meta+"])
        for meta in group:
            attributes(meta, "type", "")
            order(meta, [])


def notes(element):
    for note in element:
        attributes(note, "", "id appliesTo category priority xml:lang")
        value(note, "appliesTo", ("source", "target"))
        value(note, "priority", [str(i) for i in range(1, 11)])
        order(note, [])


def inline2(parent, data, records, ids):
    for e in parent:
        name = local(e.tag)
        want(name in ("cp", "ph", "pc", "sc", "ec", "mrk"), f"<{name}> in a text")
        types = "type subType "
        if name == "cp":
            attributes(e, "hex", "")
            value(e, "hex", re.compile("([0-9A-F]{2})+$"))
        elif name == "mrk":
            attributes(e, "id", "type value its:locQualityIssueType its:locQualityIssueSeverity "
                                "its:locQualityIssueComment its:provenanceRecordsRef")
            want(e.get("type") in ("generic", "comment", "term") or NAMED.match(e.get("type", "a:a")), "type of mrk")
            issue(e)
            ref = e.get(ITS + "provenanceRecordsRef")
            want(ref is None or ref in ["#its=" + r for r in records], f"{ref} is not in the unit")
        else:
            attributes(e, "" if name == "ec" else "id", types + ("id startRef isolated dataRef" if name == "ec" else
                       "dataRefStart dataRefEnd" if name == "pc" else "isolated dataRef" if name == "sc" else "dataRef"))
        if name == "ec":
            want((e.get("isolated") == "yes") == (e.get("id") is not None), "ec: id where it is isolated")
            want(e.get("isolated") == "yes" or e.get("startRef") in ids, "ec: startRef")
        if e.get("id") is not None:
            value(e, "id", TOKEN)
            want(e.get("id") not in ids, f"id {e.get('id')} twice")
            ids.add(e.get("id"))
        for ref in ("dataRef", "dataRefStart", "dataRefEnd"):
            want(e.get(ref) is None or e.get(ref) in data, f"{ref} {e.get(ref)}")
        value(e, "type", ("fmt", "ui", "quote", "link", "image", "other") if name != "mrk" else re.compile(""))
        value(e, "subType", NAMED)
        want(e.get("subType") is None or e.get("type"), "a subType without a type")
        inline2(e, data, records, ids)


# ITS 2.0, Provenance: who made a text, and who revised it
AGENTS = ("org", "person", "revOrg")


def unit2(unit, seen):
    global where
    where += " " + unit.get("id", "?")
    attributes(unit, "id", "name translate its:provenanceRecordsRef")
    value(unit, "translate", ("yes", "no"))
    value(unit, "id", TOKEN)
    want(unit.get("id") not in seen, "the unit's id is not unique")
    seen.add(unit.get("id"))
    order(unit, ["mda:metadata?", "its:provenanceRecords*", "notes?", "originalData?", "segment"])
    data, records = set(), set()
    for child in unit:
        name = local(child.tag)
        if name == "mda:metadata":
            metadata(child)
        elif name == "its:provenanceRecords":
            attributes(child, "xml:id", "")
            want(child.get(XML + "id") not in seen, "an xml:id is not unique")
            records.add(child.get(XML + "id"))
            seen.add(child.get(XML + "id"))
            order(child, ["its:provenanceRecord+"])
            for record in child:
                want(len(record.keys()) == 1 and record.keys()[0] in AGENTS, "provenance record")
        elif name == "notes":
            order(child, ["note+"])
            notes(child)
        elif name == "originalData":
            order(child, ["data+"])
            for item in child:
                attributes(item, "id", "")
                want(item.get("id") not in data, "an id of data is not unique")
                data.add(item.get("id"))
        elif name == "segment":
            attributes(child, "", "state subState")
            substate = child.get("subState")
            want(substate is None or re.fullmatch("[^: ]+:.+", substate) and child.get("state"), f"subState {substate}")
            value(child, "state", ("initial", "translated", "reviewed", "final"))
            order(child, ["source", "target?"])
            for text in child:
                attributes(text, "", "")
                inline2(text, data, records, set())
    ref = unit.get(ITS + "provenanceRecordsRef")
    want(ref is None or ref in ["#its=" + r for r in records], f"{ref} is not in the unit")


def check2(root):
    attributes(root, "version srcLang", "trgLang its:version")
    want(root.get("version") == "2.1", "version")
    value(root, "srcLang", LANGUAGE)
    value(root, "trgLang", LANGUAGE)
    order(root, ["file+"])
    for file in root:
        attributes(file, "id", "original xml:space its:annotatorsRef")
        order(file, ["mda:metadata?", "notes?", "unit|group+"])
        seen = set()
        for child in file:
            if local(child.tag) == "group":
                attributes(child, "id", "")
                order(child, [])
            elif local(child.tag) == "unit":
                global where
                path = where
                unit2(child, seen)
                where = path
            else:
                (metadata if local(child.tag) == "mda:metadata" else notes)(child)


# ---- 1.2 ----

def inline1(parent, ids, opened):
    for e in parent:
        name = local(e.tag)
        want(name in ("g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "mrk"), f"<{name}> in a text")
        if name == "mrk":
            attributes(e, "mtype", "mid comment its:locQualityIssueType its:locQualityIssueSeverity "
                                   "its:locQualityIssueComment")
            want(e.get("mtype") in ("abbrev", "date", "name", "phrase", "protected", "term") or OWN.match(e.get("mtype")),
                 f"mtype {e.get('mtype')}")
            issue(e)
        else:
            attributes(e, "id pos" if name == "it" else "id", "ctype assoc" if name == "ph" else
                       "" if name in ("ex", "ept") else "ctype")
            value(e, "pos", ("open", "close"))
            value(e, "assoc", ("preceding", "following", "both"))
            kinds = ("image", "pb", "lb") if name in ("x", "ph") else ("bold", "italic", "underlined", "link")
            want(e.get("ctype") is None or e.get("ctype") in kinds or OWN.match(e.get("ctype")), f"ctype {e.get('ctype')}")
            if name in ("ex", "ept"):
                want((e.get("id"), name) in opened, f"<{name}> without a beginning")
            else:
                want(e.get("id") not in ids, f"id {e.get('id')} twice")
                ids.add(e.get("id"))
                opened.add((e.get("id"), {"bx": "ex", "bpt": "ept"}.get(name)))
        if name in ("bpt", "ept", "ph", "it", "x", "bx", "ex"):
            want(len(e) == 0, f"elements in <{name}>")
        inline1(e, ids, opened)


def check1(root):
    global where
    attributes(root, "version", "its:version")
    want(root.get("version") == "1.2", "version")
    order(root, ["file+"])
    for file in root:
        attributes(file, "original source-language datatype", "target-language tool-id xml:space")
        value(file, "source-language", LANGUAGE)
        value(file, "target-language", LANGUAGE)
        order(file, ["header", "body"])
        order(file[0], ["tool", "note*"])
        want(file.get("tool-id") == file[0][0].get("tool-id"), "tool-id")
        seen, path = set(), where
        for unit in file[1]:
            where = f"{path} {unit.get('id')}"
            attributes(unit, "id", "resname approved translate its:provenanceRecordsRef")
            value(unit, "translate", ("yes", "no"))
            want(unit.get("id") not in seen, "the id is not unique")
            seen.add(unit.get("id"))
            value(unit, "approved", ("yes", "no"))
            order(unit, ["source", "target?", "context-group*", "note*", "its:provenanceRecords?"])
            records = [r.get(XML + "id") for r in unit if local(r.tag) == "its:provenanceRecords"]
            want(unit.get(ITS + "provenanceRecordsRef") in (["#" + r for r in records] or [None]), "its:provenanceRecordsRef")
            want(not seen.intersection(records), "an xml:id is not unique")
            seen.update(records)
            for child in unit:
                name = local(child.tag)
                if name in ("source", "target"):
                    attributes(child, "", "state state-qualifier" if name == "target" else "")
                    qualifier = child.get("state-qualifier")
                    want(qualifier is None or qualifier in QUALIFIERS1 or qualifier[:2] == "x-", f"state-qualifier {qualifier}")
                    want(child.get("state") is None or child.get("state") in STATES1, f"state {child.get('state')}")
                    inline1(child, set(), set())
                elif name == "context-group":
                    attributes(child, "purpose", "")
                    for word in child.get("purpose").split():
                        want(word in ("information", "location", "match") or OWN.match(word), f"purpose {word}")
                    order(child, ["context+"])
                    for context in child:
                        attributes(context, "context-type", "")
                        kind = context.get("context-type")
                        want(kind in CONTEXTS or OWN.match(kind), f"context-type {kind}")
                elif name == "its:provenanceRecords":
                    attributes(child, "xml:id", "")
                    order(child, ["its:provenanceRecord+"])
                    for record in child:
                        want(len(record.keys()) == 1 and record.keys()[0] in AGENTS, "provenance record")
                else:
                    attributes(child, "", "xml:lang annotates priority")
                    value(child, "annotates", ("source", "target", "general"))
                    value(child, "priority", [str(i) for i in range(1, 11)])
        where = path


def main(paths):
    global where
    for path in paths:
        where = path
        root = ET.parse(path).getroot()
        if root.tag == CORE1 + "xliff":
            check1(root)
        elif root.tag == CORE2 + "xliff":
            check2(root)
        else:
            want(False, f"the root is {root.tag}")
    for problem in problems[:20]:
        print(problem)
    return 1 if problems else 0


sys.exit(main(sys.argv[1:]))
