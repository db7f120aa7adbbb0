using System.Collections.Concurrent;

namespace StreamOps.Operations.GameLift;

/// <summary>Texts that very many sessions have in common, as their stream group, application, location and status: each is kept once.</summary>
/// <remarks>Only for what the service and its owner name; never for what players choose, of which there is no end.</remarks>
internal sealed class SharedTexts
{
    /// <summary>Far more than an account has of groups, applications and locations; further ones are not shared.</summary>
    private const int Most = 10_000;

    private const int Longest = 256;

    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    // Counted here: the dictionary's own count stops all who use it.
    private int _count;

    public SharedTexts() => _bySpan = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Those of the service that this process speaks to.</summary>
    public static SharedTexts All { get; } = new();

    /// <summary>The text, or one that is equal and was there before.</summary>
    public string Of(string? text) =>
        string.IsNullOrEmpty(text) ? ""
        : _texts.TryGetValue(text, out var known) ? known
        : Added(text);

    /// <summary>One that is equal and was there before; else made anew, and not kept: whoever may ask for anything must not fill it.</summary>
    public string Find(ReadOnlySpan<char> text) => _bySpan.TryGetValue(text, out var known) ? known : text.ToString();

    private string Added(string text)
    {
        if (text.Length > Longest || Volatile.Read(ref _count) >= Most)
        {
            return text;
        }

        var shared = _texts.GetOrAdd(text, text);
        if (ReferenceEquals(shared, text))
        {
            Interlocked.Increment(ref _count);
        }

        return shared;
    }
}
