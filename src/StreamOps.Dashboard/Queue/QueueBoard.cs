using StreamOps.Dashboard.Live;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Queue;

namespace StreamOps.Dashboard.Queue;

/// <summary>A row as one reader's queue shows it.</summary>
/// <param name="Row">What is so, for everybody.</param>
/// <param name="IsNew">Whether it arrived while the page was open.</param>
public readonly record struct ShownRow(QueueRow Row, bool IsNew);

/// <summary>What one reader sees of the queue from picture to picture: the first rows, ghosts of those that left, and what waits while rows are held.</summary>
public sealed class QueueBoard
{
    private readonly HeldOrder _order = new();
    private Dictionary<StreamSessionArn, ShownRow> _rows = [];
    private FleetPicture _picture = FleetPicture.Empty;
    private IReadOnlyList<QueueRow> _mine = [];
    private IReadOnlyList<QueueRow> _first = [];
    private Terms _terms;
    private bool _hasOthers;
    private Person? _reader;
    private bool _hasShown;
    private int _faded;

    /// <summary>Rows in the order to show.</summary>
    public IReadOnlyList<ShownRow> Rows { get; private set; } = [];

    /// <summary>
    /// The rows in which anything changed since they were shown before; null where they do not stand as they did, where somebody has left or come back, or has
    /// another name.
    /// </summary>
    public IReadOnlyList<QueueRow>? Changed { get; private set; }

    /// <summary>How many players who wait the reader has in hand.</summary>
    public int Mine { get; private set; }

    /// <summary>What waits while the rows are held, in words; empty when nothing does.</summary>
    public string Waiting => _faded > 0 || _order.IsOutOfOrder ? HeldOrder.Words(_faded, _order.IsOutOfOrder) : "";

    /// <summary>Takes the newest picture.</summary>
    /// <param name="picture">What is so.</param>
    /// <param name="isHeld">Whether the pointer or the focus is on the rows.</param>
    /// <param name="most">The most rows of players who wait; who is worked on stays beyond that.</param>
    /// <param name="selected">Whose panel is open; null when none is.</param>
    /// <param name="reader">Whose own rows stand first; null for somebody who is nobody yet.</param>
    /// <param name="isMineAlone">Whether no others are shown.</param>
    public void Show(
        FleetPicture picture,
        bool isHeld,
        int most,
        StreamSessionArn? selected = null,
        Person? reader = null,
        bool isMineAlone = false
    )
    {
        ArgumentNullException.ThrowIfNull(picture);
        _reader = reader;
        // Claims are few: those who wait are not gone through for them.
        var mine = picture
            .Claims.Values.Where(claim => EpisodeClaim.IsOf(claim, reader))
            .Select(claim => picture.IsWaiting(claim.Session) ? picture.RowOf(claim.Session) : null)
            .OfType<QueueRow>()
            .Where(IsMine)
            .ToList();
        Mine = mine.Count;
        List<QueueRow> first = isMineAlone ? [] : [.. picture.Waiting.Take(most)];
        var terms = new Terms(isHeld, most, selected, reader, isMineAlone);
        if (terms == _terms && StandAs(picture, mine, first))
        {
            ShowInPlace(picture, mine, first);
            return;
        }

        var rows = mine.Concat(first).DistinctBy(row => row.Arn).Select(Shown).ToDictionary(shown => shown.Row.Arn);
        foreach (var (session, shown) in _rows)
        {
            // Who is pushed below the last row still waits, and is no ghost; the row goes, unless somebody has it in hand.
            if (
                rows.ContainsKey(session)
                || (isMineAlone && !isHeld && session != selected && !IsMine(shown.Row))
                || (picture.IsWaiting(session) && !isHeld && session != selected)
            )
            {
                continue;
            }

            if (picture.IsWaiting(session))
            {
                rows[session] = shown with { Row = picture.RowOf(session)! };
            }
            else if (picture.Left.GetValueOrDefault(session) is { } ghost)
            {
                rows[session] = shown with { Row = ghost };
            }
            else if (isHeld && shown.Row.Ending is not null)
            {
                rows[session] = shown;
            }
        }

        (_rows, _picture, _terms, _mine, _first) = (rows, picture, terms, mine, first);
        _hasOthers = rows.Values.Count(shown => shown.Row.Ending is null) > mine.Concat(first).DistinctBy(row => row.Arn).Count();
        _hasShown = _hasShown || picture.Snapshot.IsComplete;
        _faded = rows.Keys.Count(session => !picture.IsWaiting(session) && !picture.Left.ContainsKey(session));
        var before = Rows;
        Rows = [.. _order.Arrange(Ordered(), isHeld).Where(rows.ContainsKey).Select(session => rows[session])];
        Changed = ChangedSince(before);
    }

    /// <summary>Whether all who are shown stand where they stood: then a picture is taken for what it costs to look at them.</summary>
    private bool StandAs(FleetPicture picture, IReadOnlyList<QueueRow> mine, IReadOnlyList<QueueRow> first) =>
        !_hasOthers
        && ReferenceEquals(picture.Left, _picture.Left)
        && IsSamePlaces(_mine, mine, picture.Waiting.KeyComparer)
        && IsSamePlaces(_first, first, picture.Waiting.KeyComparer);

    private static bool IsSamePlaces(IReadOnlyList<QueueRow> before, IReadOnlyList<QueueRow> after, IComparer<QueueRow> order)
    {
        for (var place = 0; place < before.Count && before.Count == after.Count; place++)
        {
            if (!ReferenceEquals(before[place], after[place]) && order.Compare(before[place], after[place]) != 0)
            {
                return false;
            }
        }

        return before.Count == after.Count;
    }

    private void ShowInPlace(FleetPicture picture, IReadOnlyList<QueueRow> mine, IReadOnlyList<QueueRow> first)
    {
        List<ShownRow> rows = [.. Rows];
        foreach (var (was, now) in _first.Zip(first).Concat(_mine.Zip(mine)).Where(pair => !ReferenceEquals(pair.First, pair.Second)))
        {
            var place = rows.FindIndex(shown => ReferenceEquals(shown.Row, was));
            if (place >= 0)
            {
                _rows[now.Arn] = rows[place] = rows[place] with { Row = now };
            }
        }

        var before = Rows;
        (Rows, _picture, _mine, _first) = (rows, picture, mine, first);
        _hasShown = _hasShown || picture.Snapshot.IsComplete;
        Changed = ChangedSince(before);
    }

    private ShownRow Shown(QueueRow row) =>
        new(row, _rows.TryGetValue(row.Arn, out var known) ? known.IsNew : _hasShown && !_picture.IsWaiting(row.Arn));

    private List<QueueRow>? ChangedSince(IReadOnlyList<ShownRow> before)
    {
        if (before.Count != Rows.Count)
        {
            return null;
        }

        List<QueueRow> changed = [];
        for (var place = 0; place < Rows.Count; place++)
        {
            var (was, now) = (before[place], Rows[place]);
            if (was.IsNew != now.IsNew)
            {
                return null;
            }

            if (ReferenceEquals(was.Row, now.Row))
            {
                continue;
            }

            if (!IsInPlace(was.Row, now.Row))
            {
                return null;
            }

            changed.Add(now.Row);
        }

        return changed;
    }

    private static bool IsInPlace(QueueRow was, QueueRow now) =>
        was.Arn == now.Arn
        && was.Ending is null
        && now.Ending is null
        && string.Equals(was.Session.Session.UserId, now.Session.Session.UserId, StringComparison.Ordinal);

    private bool IsMine(QueueRow row) => row.IsOf(_reader);

    // Ghosts keep the place their deadline gave them.
    private List<StreamSessionArn> Ordered() =>
        [
            .. _rows
                .Values.OrderBy(shown => !IsMine(shown.Row))
                .ThenBy(shown => shown.Row, _picture.Waiting.KeyComparer)
                .Select(shown => shown.Row.Arn),
        ];

    /// <summary>What decides who is shown, and where, beside the picture.</summary>
    private readonly record struct Terms(bool IsHeld, int Most, StreamSessionArn? Selected, Person? Reader, bool IsMineAlone);
}
