using System.Diagnostics.CodeAnalysis;

namespace StreamOps.Operations.Fleet;

/// <summary>Which stream groups somebody may see: all, or those named by ARN or by a tag. Sights that name the same are equal.</summary>
public sealed class GroupSight : IEquatable<GroupSight>
{
    /// <summary>What stands for all in settings.</summary>
    public const string Everything = "*";

    private const string Separator = ", ";
    private const string Resource = ":streamgroup/";

    /// <summary>All there are.</summary>
    public static readonly GroupSight All = new([Everything]);

    /// <summary>None at all.</summary>
    public static readonly GroupSight None = new([]);

    private readonly ImmutableSortedSet<string> _items;
    private readonly ImmutableHashSet<string> _ids;

    private GroupSight(IEnumerable<string> items)
    {
        _items = items.ToImmutableSortedSet(StringComparer.Ordinal);
        IsAll = _items.Contains(Everything);
        _items = IsAll ? [Everything] : _items;
        Tags = [.. _items.Where(item => !IsAll && IdOf(item) is null)];
        _ids = [.. _items.Select(IdOf).OfType<string>()];
        Text = string.Join(Separator, _items);
    }

    /// <summary>Whether nothing is hidden.</summary>
    public bool IsAll { get; }

    /// <summary>Tags that a group may have to be seen, each as <c>support=yes</c>.</summary>
    public ImmutableArray<string> Tags { get; }

    /// <summary>As settings and the store have it: <c>*</c>, or ARNs and tags with commas between; empty for none.</summary>
    public string Text { get; }

    /// <summary>Reads what <see cref="Text"/> writes; false where an item is neither an ARN of a stream group nor a tag.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out GroupSight? sight)
    {
        var items = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        sight = items.All(IsItem) ? new GroupSight(items) : null;
        return sight is not null;
    }

    /// <summary>What is kept of it; none where that cannot be read.</summary>
    public static GroupSight Of(string? text) => TryParse(text, out var sight) ? sight : None;

    /// <summary>What either sees.</summary>
    public GroupSight And(GroupSight other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new GroupSight(_items.Union(other._items));
    }

    /// <summary>Whether a stream group, and all that is in it, may be seen. One whose tags are not known is seen by its ARN alone.</summary>
    /// <param name="streamGroupId">As <c>sg-1AB2C3De4</c>.</param>
    /// <param name="snapshot">Knows the tags.</param>
    public bool Sees(string streamGroupId, FleetSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return IsAll || _ids.Contains(streamGroupId) || (Tags.Length > 0 && HasTag(snapshot.Groups.GetValueOrDefault(streamGroupId)));
    }

    /// <summary>Whether nothing of another sight is hidden from this one.</summary>
    public bool Covers(GroupSight other, FleetSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsAll || (!other.IsAll && other._items.All(item => _items.Contains(item) || (IdOf(item) is { } id && Sees(id, snapshot))));
    }

    /// <summary>The groups of a snapshot that may be seen, and those named by ARN whether they are there or not.</summary>
    internal ImmutableHashSet<string> IdsIn(FleetSnapshot snapshot) =>
        Tags.Length == 0 ? _ids : _ids.Union(snapshot.Groups.Values.Where(HasTag).Select(group => group.Group.Id));

    /// <summary>Whether what may be seen of a snapshot is known yet.</summary>
    internal bool IsKnownIn(FleetSnapshot snapshot) => Tags.Length == 0 || snapshot.Groups.Values.All(group => group.Tags is not null);

    public bool Equals(GroupSight? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as GroupSight);

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() => Text;

    private static bool IsItem(string item) =>
        item == Everything
        || (
            item.StartsWith("arn:", StringComparison.Ordinal)
                ? IdOf(item) is not null
                : item.IndexOf('=', StringComparison.Ordinal) > 0 && !item.Any(char.IsControl)
        );

    private static string? IdOf(string item) =>
        item.StartsWith("arn:", StringComparison.Ordinal)
        && item.IndexOf(Resource, StringComparison.Ordinal) is > 0 and var at
        && item[(at + Resource.Length)..] is { Length: > 0 } id
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? id
            : null;

    private bool HasTag(LiveStreamGroup? group) => group?.Tags is { } tags && Tags.Any(tags.Contains);
}
