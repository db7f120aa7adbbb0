using System.Text;

namespace StreamOps.Testing;

/// <summary>The offers under <c>StreamOps.Operations.Tests/Offers/Corpus</c>, each with the rules it breaks.</summary>
public static class OfferCorpus
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>As <c>verdicts.txt</c> lists them.</summary>
    public static IReadOnlyList<CorpusOffer> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Folder, "verdicts.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' '))
            .Select(words => new CorpusOffer(words[0], TextOf(words[0]), words[1..])),
    ];

    /// <summary>Every file there is, listed or not.</summary>
    public static IEnumerable<string> FileNames =>
        Directory
            .EnumerateFiles(Folder, "*.txt", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(name => name != "verdicts.txt");

    // By bytes: a reader of text would swallow a byte order mark.
    private static string TextOf(string name) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, name)));
}

/// <summary>One file of the corpus.</summary>
/// <param name="Name">Folder and file, as <c>chromium/plain.txt</c>.</param>
/// <param name="Text">What a player might hand over.</param>
/// <param name="Rules">What the clinic finds, worst first; empty for a healthy offer.</param>
public sealed record CorpusOffer(string Name, string Text, IReadOnlyList<string> Rules)
{
    public override string ToString() => Name;
}
