using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StreamOps.Testing;

/// <summary>What mail, chat and hands do to a text, each by a name.</summary>
public static partial class JourneySteps
{
    /// <summary>Every step there is; each makes its choices by the random numbers alone.</summary>
    public static IReadOnlyList<(string Name, Func<string, Random, string> Take)> All { get; } =
    [
        ("wrapped hard", (text, random) => WrappedHard(text, random.Next(20, 400), LineEnd(random))),
        ("wrapped at blanks", (text, random) => WrappedAtBlanks(text, random.Next(38, 120), LineEnd(random), keepsBlank: false)),
        ("wrapped at blanks", (text, random) => WrappedAtBlanks(text, random.Next(60, 100), LineEnd(random), keepsBlank: false)),
        ("flowed", (text, random) => WrappedAtBlanks(text, random.Next(38, 120), LineEnd(random), keepsBlank: true)),
        ("quoted", (text, random) => Prefixed(text, Pick(random, "> ", ">", ">> ", "> > ", "| "))),
        ("answered", (text, random) => $"Hello,\n\nOn Friday Mara wrote:\n{Prefixed(text, "> ")}\n"),
        ("in angle brackets", (text, _) => $"<{text}>"),
        ("indented", (text, random) => Prefixed(text, Pick(random, "    ", "\t", "  "))),
        ("fenced", (text, random) => $"```{Pick(random, "", "json")}\n{text}\n```"),
        ("in backticks", (text, _) => $"`{text}`"),
        ("in quotes", (text, random) => Pick(random, "\"", "'", "\u201C", "\u00AB") + text + Pick(random, "\"", "'", "\u201D", "\u00BB")),
        ("curly quotes", (text, random) => Curly(text, random)),
        ("odd blanks", (text, random) => text.Replace(' ', Pick(random, '\u00A0', '\u202F', '\u2009', '\t'))),
        ("invisible characters", (text, random) => Sprinkled(text, random, Pick(random, "\u200B", "\u00AD", "\u2060", "\uFEFF", "\u200E"))),
        ("separators", (text, random) => Sprinkled(text, random, Pick(random, "\u2028", "\u2029", "\n", "\r\n"))),
        ("entities", (text, _) => WebUtility.HtmlEncode(text)),
        (
            "quotes as entities",
            (text, random) => text.Replace("\"", Pick(random, "&quot;", "&#34;", "&amp;quot;"), StringComparison.Ordinal)
        ),
        ("in a string", (text, _) => JsonSerializer.Serialize(text)),
        ("escaped", (text, _) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)),
        ("backslashes doubled", (text, _) => text.Replace("\\", "\\\\", StringComparison.Ordinal)),
        ("backslashes lost", (text, _) => text.Replace("\\", "", StringComparison.Ordinal)),
        ("cut", (text, random) => text[..random.Next(text.Length + 1)]),
        (
            "cut and marked",
            (text, random) => text[..random.Next(text.Length + 1)] + Pick(random, "\u2026", "...", " [Message clipped]", " Read more")
        ),
        ("cut and closed", (text, random) => text[..random.Next(text.Length + 1)] + Pick(random, "\"}", "\\n\"}", "}", "\\r\\n\"}")),
        ("beginning cut", (text, random) => text[random.Next(text.Length + 1)..]),
        (
            "signed",
            (text, random) =>
                text
                + Pick(random, "\n\nSent from my phone", "\n-- \nMara\nSupport {night}", "\n\nGet Outlook for iOS<https://aka.ms/o0ukef>")
        ),
        ("introduced", (text, random) => Pick(random, "Here it is:\n", "it says: ", "[14:02] Jon: ", "FYI\n\n") + text),
        (
            "links marked",
            (text, random) => Linked(text, Pick(random, "<{0}>", "[{0}]({0})", "{0}<{0}>", "{0} <{0}>", "<a href=\"{0}\">{0}</a>"))
        ),
        (
            "links guarded",
            (text, random) => Linked(text, Pick(random, "https://guard.example.com/?url={0}&data=05", "{0}/", "{0}?utm_source=mail"))
        ),
        (
            "links made safe",
            (text, random) => text.Replace("http://", Pick(random, "https://", "hxxp://", "http[:]//"), StringComparison.Ordinal)
        ),
        ("line ends expanded", (text, random) => LineEnds(text, LineEnd(random))),
        ("line ends doubled", (text, _) => EscapedLineEnd().Replace(text, match => match.Value + match.Value)),
        ("line ends expanded and doubled", (text, _) => LineEnds(text, "\n\n")),
        ("line ends lost", (text, random) => LineEnds(text, Pick(random, "", " ", "n"))),
        ("last line end lost", (text, _) => LastLineEnd().Replace(text, "\"")),
        ("a line end lost", (text, random) => WithoutOne(text, EscapedLineEnd(), random)),
        ("a line lost", (text, random) => WithoutOne(text, RequiredLine(), random)),
        ("in messages with names", (text, random) => Messages(text, random.Next(500, 4096), part => $"\n[14:0{part % 10}] Jon:\n")),
        ("in messages", (text, random) => Messages(text, random.Next(500, 4096), _ => Pick(random, "\n", "\r\n\r\n", " \n"))),
        ("in messages with a blank", (text, random) => Messages(text, random.Next(500, 4096), _ => " ")),
        ("in numbered messages", (text, random) => Messages(text, random.Next(500, 4096), part => $"\n({part + 1}/9) ")),
        ("a message lost", (text, random) => WithoutMessage(text, random)),
        ("breaks to blanks", (text, _) => Breaks().Replace(text, " ")),
        ("breaks lost", (text, _) => Breaks().Replace(text, "")),
        ("ends of lines trimmed", (text, _) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd(' ', '\r')))),
        ("blanks doubled", (text, _) => text.Replace(" ", "  ", StringComparison.Ordinal)),
        ("blanks lost", (text, _) => text.Replace(" ", "", StringComparison.Ordinal)),
        ("a blank added", (text, random) => text.Insert(random.Next(text.Length + 1), " ")),
        ("a blank lost", (text, random) => WithoutOne(text, Blank(), random)),
        (
            "typeset",
            (text, random) =>
                text.Replace("...", "\u2026", StringComparison.Ordinal)
                    .Replace("--", "\u2014", StringComparison.Ordinal)
                    .Replace(Pick(random, ":D", ":0", "1/2", "(c)"), "\ud83d\ude00", StringComparison.Ordinal)
        ),
        ("marked down", (text, random) => text.Replace(Pick(random, "_", "*", "~"), "", StringComparison.Ordinal)),
        ("quoted-printable", (text, _) => WrappedHard(text.Replace("=", "=3D", StringComparison.Ordinal), 75, "=\r\n")),
        ("twice", (text, random) => text + Pick(random, "", "\n", "\n\n") + text),
        ("CRLF", (text, _) => text.ReplaceLineEndings("\r\n")),
    ];

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static string LineEnd(Random random) => Pick(random, "\n", "\r\n");

    private static string WrappedHard(string text, int width, string lineEnd) =>
        string.Join(lineEnd, text.Chunk(width).Select(line => new string(line)));

    /// <summary>As mail programs wrap: at a blank, which is lost or kept, and within a word that is longer than a line.</summary>
    public static string WrappedAtBlanks(string text, int width, string lineEnd, bool keepsBlank)
    {
        var wrapped = new StringBuilder();
        foreach (var paragraph in text.Split('\n'))
        {
            var rest = paragraph;
            while (rest.Length > width)
            {
                var blank = rest.LastIndexOf(' ', width - 1);
                var end = blank > 0 ? blank : width;
                wrapped.Append(rest[..end]).Append(blank > 0 && keepsBlank ? " " : "").Append(lineEnd);
                rest = blank > 0 ? rest[(end + 1)..] : rest[end..];
            }

            wrapped.Append(rest).Append('\n');
        }

        return wrapped.ToString(0, wrapped.Length - 1);
    }

    private static string Prefixed(string text, string prefix) => prefix + text.Replace("\n", "\n" + prefix, StringComparison.Ordinal);

    private static string Curly(string text, Random random)
    {
        var (open, close) = Pick(
            random,
            ('\u201C', '\u201D'),
            ('\u201D', '\u201D'),
            ('\u201E', '\u201C'),
            ('\u00AB', '\u00BB'),
            ('\uFF02', '\uFF02')
        );
        var isOpen = false;
        return string.Concat(
            text.Select(character =>
                character == '"'
                    ? (isOpen = !isOpen)
                        ? open
                        : close
                    : character
            )
        );
    }

    private static string Sprinkled(string text, Random random, string what)
    {
        for (var times = random.Next(1, 20); times > 0; times--)
        {
            text = text.Insert(random.Next(text.Length + 1), what);
        }

        return text;
    }

    private static string Linked(string text, string format) =>
        Link().Replace(text, match => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, match.Value));

    private static string LineEnds(string text, string with) => EscapedLineEnd().Replace(text, _ => with);

    private static string WithoutOne(string text, Regex what, Random random)
    {
        var matches = what.Matches(text);
        if (matches.Count == 0)
        {
            return text;
        }

        var match = matches[random.Next(matches.Count)];
        return text.Remove(match.Index, match.Length);
    }

    private static string Messages(string text, int longest, Func<int, string> between) =>
        string.Concat(text.Chunk(longest).Select((part, number) => (number == 0 ? "" : between(number)) + new string(part)));

    private static string WithoutMessage(string text, Random random)
    {
        const int Shortest = 1_000;
        var length = random.Next(Shortest, 4_096);
        return text.Length <= length ? "" : text.Remove(random.Next(text.Length - length), length);
    }

    [GeneratedRegex(@"(?<=[^\\])(\\r)?\\n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EscapedLineEnd();

    [GeneratedRegex(@"(\\r)?\\n""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LastLineEnd();

    [GeneratedRegex(
        @"(?<=\\n)(m=|a=mid|a=rtpmap|a=ice-ufrag|a=ice-pwd|a=fingerprint|a=sctp-port)[^\\]*(\\r)?\\n",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex RequiredLine();

    [GeneratedRegex(@"https?://[\w./#-]+", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\r?\n", RegexOptions.None, 1000)]
    private static partial Regex Breaks();

    [GeneratedRegex(" ", RegexOptions.None, 1000)]
    private static partial Regex Blank();
}
