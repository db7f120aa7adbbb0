using System.Diagnostics.CodeAnalysis;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Settings;

namespace StreamOps.Dashboard.Audit;

/// <summary>What was typed after <c>audit</c>.</summary>
/// <param name="Settings">The settings among it, as the host reads them.</param>
internal abstract record AuditCommandLine(string[] Settings)
{
    private static readonly string DataDirectory = $"--{OperationsOptions.Section}:{nameof(OperationsOptions.DataDirectory)}";

    /// <summary><c>audit verify</c>.</summary>
    /// <param name="Settings">The settings.</param>
    /// <param name="Expected">What must still be there; null where nothing was noted.</param>
    public sealed record Verify(string[] Settings, AuditMark? Expected) : AuditCommandLine(Settings);

    /// <summary><c>audit export</c>.</summary>
    /// <param name="Settings">The settings.</param>
    /// <param name="Format">In which form.</param>
    /// <param name="Query">Which entries.</param>
    public sealed record Export(string[] Settings, AuditFormat Format, AuditQuery Query) : AuditCommandLine(Settings);

    /// <summary>Reads it. A word that is not known refuses all of it: a misspelt <c>--expect</c> must not pass for a check, nor a misspelt filter for all there is.</summary>
    public static bool TryRead(string[] args, [NotNullWhen(true)] out AuditCommandLine? read)
    {
        read = args switch
        {
            ["audit", "verify", .. var words] => ReadVerify(words),
            ["audit", "export", .. var words] => ReadExport(words),
            _ => null,
        };
        return read is not null;
    }

    private static Verify? ReadVerify(string[] words)
    {
        var verify = new Verify([], null);
        foreach (var (name, value) in Pairs(words))
        {
            if (IsDataDirectory(name))
            {
                verify = verify with { Settings = [name, value] };
            }
            else if (name == "--expect" && AuditMark.Parse(value) is { } expected)
            {
                verify = verify with { Expected = expected };
            }
            else
            {
                return null;
            }
        }

        return verify;
    }

    private static Export? ReadExport(string[] words)
    {
        var settings = Array.Empty<string>();
        var format = AuditFormat.Csv;
        var query = new AuditQuery();
        foreach (var (name, value) in Pairs(words))
        {
            if (IsDataDirectory(name))
            {
                settings = [name, value];
            }
            else if (name == "--format" && AuditFormats.Named(value) is { } known)
            {
                format = known;
            }
            else if (With(query, name, value) is { } narrowed)
            {
                query = narrowed;
            }
            else
            {
                return null;
            }
        }

        return new Export(settings, format, query);
    }

    private static AuditQuery? With(AuditQuery query, string name, string value) =>
        (name, AuditAddress.TimeOf(value)) switch
        {
            (_, _) when value.Length == 0 => null,
            ("--person", _) => query with { Person = value },
            ("--act", _) => query with { Act = value },
            ("--session", _) => query with { Session = value },
            ("--outcome", _) => query with { Outcome = value },
            ("--from", { } from) => query with { From = from },
            ("--to", { } to) => query with { To = to },
            _ => null,
        };

    private static bool IsDataDirectory(string name) => string.Equals(name, DataDirectory, StringComparison.OrdinalIgnoreCase);

    /// <summary>Names with their values, <c>--name value</c> or <c>--name=value</c>; a name without one has an empty one, which nothing takes.</summary>
    private static IEnumerable<(string Name, string Value)> Pairs(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Split('=', 2) is [var name, var value] && name.StartsWith("--", StringComparison.Ordinal))
            {
                yield return (name, value);
            }
            else
            {
                var word = words[i];
                yield return (word, ++i < words.Length ? words[i] : "");
            }
        }
    }
}
