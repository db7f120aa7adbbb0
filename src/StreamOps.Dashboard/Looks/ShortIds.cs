using StreamOps.Dashboard.Outside;

namespace StreamOps.Dashboard.Looks;

/// <summary>Ids and names of the rows in view, shortened in the middle only as far as no two of them read the same: <c>u-8842…0c1</c>.</summary>
/// <remarks>For tables alone: a panel, a question and a copy button show the whole.</remarks>
public sealed class ShortIds
{
    /// <summary>Nothing in view: every id is whole.</summary>
    public static readonly ShortIds None = new([]);

    private const int IdLetters = 9;
    private const int NameLetters = 24;
    private const int LeastWindow = 4;

    /// <summary>So many letters a column holds in any width.</summary>
    private const int Room = IdLetters + 3;

    private readonly Dictionary<string, string> _forms;

    private ShortIds(Dictionary<string, string> forms) => _forms = forms;

    /// <summary>For ids, of which nine letters are read at a glance.</summary>
    public static ShortIds Among(IEnumerable<string> ids) => new(FormsOf(ids, IdLetters));

    /// <summary>For names, of which a column holds more.</summary>
    public static ShortIds AmongNames(IEnumerable<string> names) => new(FormsOf(names, NameLetters));

    /// <summary>What the hover adds to an id; null where the row says all of it, and surely has room for it.</summary>
    /// <param name="id">The whole.</param>
    /// <param name="shown">As it reads in the row.</param>
    public static string? Hover(string id, string shown) =>
        id.Length == 0 || (id.Length <= Room && string.Equals(id, shown, StringComparison.Ordinal)) ? null : VisibleText.Of(id);

    /// <summary>As it reads in a row; an id that is not in view is whole.</summary>
    public string Of(string id) => _forms.GetValueOrDefault(id, id);

    /// <summary>The player's id as it reads in a row, or a word where the service has none.</summary>
    public string Player(string userId) => WholePlayer(Of(userId));

    /// <summary>The player's whole id, or a word where the service has none.</summary>
    public static string WholePlayer(string userId) => userId.Length == 0 ? "no user id" : userId;

    private static Dictionary<string, string> FormsOf(IEnumerable<string> ids, int letters)
    {
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            forms.TryAdd(id, Usual(id, letters));
        }

        // Each round takes more of those that still read the same, at last the whole id, and whole ids differ.
        var isFirst = true;
        while (Alike(forms) is { Count: > 0 } alike)
        {
            foreach (var group in alike)
            {
                Tell(group, forms, letters, isFirst);
            }

            isFirst = false;
        }

        return forms;
    }

    private static List<List<string>> Alike(Dictionary<string, string> forms) =>
        [
            .. forms
                .GroupBy(form => form.Value, form => form.Key, StringComparer.Ordinal)
                .Where(group => group.Skip(1).Any())
                .Select(group => group.ToList()),
        ];

    /// <summary>Gives those that read the same the letters where they first differ.</summary>
    private static void Tell(List<string> alike, Dictionary<string, string> forms, int letters, bool mayShorten)
    {
        var from = mayShorten ? Shared(alike) : 0;
        var window = mayShorten ? WindowOf(alike, from) : null;
        foreach (var id in alike)
        {
            forms[id] = window is { } width ? Around(id, from, width, letters) : id;
        }
    }

    // How many letters they all begin with.
    private static int Shared(List<string> ids)
    {
        var shared = ids[0].Length;
        foreach (var id in ids)
        {
            shared = id.AsSpan().CommonPrefixLength(ids[0].AsSpan(0, shared));
        }

        return shared;
    }

    // The least stretch behind the shared letters that tells them apart; null when only the whole does.
    private static int? WindowOf(List<string> ids, int from)
    {
        var most = ids.Max(id => id.Length) - from;
        for (var width = LeastWindow; width < most; width += Math.Max(1, width / 4))
        {
            if (
                ids.Select(id => id.Substring(from, Math.Min(width, id.Length - from))).Distinct(StringComparer.Ordinal).Count()
                == ids.Count
            )
            {
                return width;
            }
        }

        return null;
    }

    private static string Usual(string id, int letters) =>
        id.Length <= letters + 3 ? id : $"{Left(id, Head(letters))}…{Right(id, Tail(letters))}";

    private static string Around(string id, int from, int width, int letters)
    {
        var start = from <= Head(letters) + 2 ? "" : $"{Left(id, Head(letters))}…";
        var begin = start.Length == 0 ? 0 : Whole(id, from);
        var end = Math.Min(id.Length, from + width);
        var form =
            id.Length - end <= Tail(letters) + 1
                ? $"{start}{id[begin..]}"
                : $"{start}{id[begin..Whole(id, end)]}…{Right(id, Tail(letters))}";
        return form.Length < id.Length ? form : id;
    }

    private static int Head(int letters) => letters * 2 / 3;

    private static int Tail(int letters) => letters - Head(letters);

    private static string Left(string id, int count) => id[..Whole(id, count)];

    private static string Right(string id, int count) => id[Whole(id, id.Length - count)..];

    // Never in the middle of a character that takes two places.
    private static int Whole(string id, int place) =>
        place > 0 && place < id.Length && char.IsLowSurrogate(id[place]) && char.IsHighSurrogate(id[place - 1]) ? place - 1 : place;
}
