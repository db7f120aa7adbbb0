using StreamOps.Reliability.Programs;
using StreamOps.Reliability.Stores;

namespace StreamOps.Reliability.Kills;

/// <summary>What one rescue came to, as those saw it whom it was about; in the order in which the session was lost.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="HasAnswer">Whether the page that made the offer got its answer.</param>
/// <param name="End">How it ended, in a few words.</param>
/// <param name="Way">By link or by paste.</param>
/// <param name="Story">How many offers it made, and upon what.</param>
public sealed record RescueFact(string SessionId, bool HasAnswer, string End, string Way = "link", string Story = "");

/// <summary>The emulator's ledger against the outbox and against what the pages got. Each list is empty where all is well; else each of its lines says one case.</summary>
/// <param name="Attempts">Rows of the outbox.</param>
/// <param name="Effects">Connections that the service made.</param>
/// <param name="Answers">Answers in the hands of the pages that asked.</param>
/// <param name="Duplicates">Losses for which the service was moved, or asked by another token, after it had acted.</param>
/// <param name="Lost">Rescues for which the service acted and whose page, which asked to the end, got nothing.</param>
/// <param name="Endless">Attempts without an end, and rescues that nobody finished.</param>
/// <param name="Unrecorded">Calls whose token stands in no row.</param>
public sealed record KillVerdict(
    int Attempts,
    int Effects,
    int Answers,
    IReadOnlyList<string> Duplicates,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> Endless,
    IReadOnlyList<string> Unrecorded
)
{
    /// <summary>What became of each player.</summary>
    public IReadOnlyList<RescueFact> Rescues { get; private init; } = [];

    /// <summary>Whether nothing was doubled, lost, left open or done without a record.</summary>
    public bool IsGood => Duplicates.Count + Lost.Count + Endless.Count + Unrecorded.Count == 0;

    /// <summary>Every case in a line.</summary>
    public IEnumerable<string> Cases =>
        [
            .. Duplicates.Select(one => $"DUPLICATE {one}"),
            .. Lost.Select(one => $"LOST {one}"),
            .. Endless.Select(one => $"WITHOUT END {one}"),
            .. Unrecorded.Select(one => $"WITHOUT A ROW {one}"),
        ];

    /// <summary>Judges one lane, when all is over.</summary>
    public static KillVerdict Of(
        IReadOnlyList<LedgerCall> calls,
        IReadOnlyList<LedgerTransition> transitions,
        IReadOnlyList<OutboxRow> rows,
        IReadOnlyList<RescueFact> rescues
    )
    {
        var losses = Losses(calls, transitions).ToList();
        var acted = losses.ToLookup(loss => loss.SessionId, StringComparer.Ordinal);
        var recorded = rows.Select(row => row.ClientToken).ToHashSet(StringComparer.Ordinal);
        var lost =
            from bySession in rescues.GroupBy(rescue => rescue.SessionId, StringComparer.Ordinal)
            from pair in bySession.Zip(acted[bySession.Key])
            where !pair.First.HasAnswer && pair.Second.Effects > 0
            select $"{pair.First.SessionId}: {pair.First.End}; {Told(rows, pair.First.SessionId)}; {Stories(rescues, pair.First.SessionId)}";
        var unfinished = rescues.Where(rescue =>
            rescue.End is "" or "still asking" || rescue.End.StartsWith("broken", StringComparison.Ordinal)
        );
        return new KillVerdict(
            rows.Count,
            losses.Sum(loss => loss.Effects),
            rescues.Count(rescue => rescue.HasAnswer),
            [
                .. losses
                    .Where(loss => loss.Effects > 1 || loss.Others.Count > 0)
                    .Select(loss => $"{loss}; {Told(rows, loss.SessionId)}; {Stories(rescues, loss.SessionId)}"),
            ],
            [.. lost],
            [
                .. rows.Where(row => !row.HasEnded).Select(row => $"attempt {row.Id} of {row.SessionId} is {row.State}"),
                .. unfinished.Select(rescue => $"rescue of {rescue.SessionId}: {rescue.End}"),
            ],
            [
                .. calls
                    .Where(call => call.ClientToken is null || !recorded.Contains(call.ClientToken))
                    .Select(call => $"call {call.Seq} of {call.StreamSessionId}, answered {call.StatusCode}"),
            ]
        )
        {
            Rescues = rescues,
        };
    }

    private static string Stories(IReadOnlyList<RescueFact> rescues, string session) =>
        string.Join("; ", rescues.Where(rescue => rescue.SessionId == session).Select(rescue => $"{rescue.Way}: {rescue.Story}"));

    private static string Told(IReadOnlyList<OutboxRow> rows, string session) =>
        string.Join(
            ", ",
            rows.Where(row => row.SessionId == session).Select(row => $"row {row.ClientToken} {row.State} {row.Reason}".TrimEnd())
        );

    /// <summary>Each loss of each session with what the service did until the next one.</summary>
    private static IEnumerable<Loss> Losses(IReadOnlyList<LedgerCall> calls, IReadOnlyList<LedgerTransition> transitions)
    {
        var callsOf = calls.ToLookup(call => call.StreamSessionId, StringComparer.Ordinal);
        foreach (var session in transitions.GroupBy(transition => transition.StreamSessionId, StringComparer.Ordinal))
        {
            var moves = session.OrderBy(move => move.Seq).ToList();
            var began = moves
                .Where(move => move is { From: "CONNECTED", To: "PENDING_CLIENT_RECONNECTION" })
                .Select(move => move.Seq)
                .ToList();
            for (var at = 0; at < began.Count; at++)
            {
                var (from, to) = (began[at], at + 1 < began.Count ? began[at + 1] : long.MaxValue);
                var effects = moves.Where(move => move.To == "RECONNECTING" && move.Seq > from && move.Seq < to).ToList();
                var made = callsOf[session.Key].Where(call => call.Seq > from && call.Seq < to).OrderBy(call => call.Seq).ToList();
                var first = made.FirstOrDefault(call => call.StatusCode == 200);
                yield return new Loss(
                    session.Key,
                    effects.Count,
                    [.. made.Where(call => first is not null && call.Seq > first.Seq && call.ClientToken != first.ClientToken)]
                )
                {
                    Story = string.Join(
                        ", ",
                        moves
                            .Where(move => move.Seq >= from && move.Seq < to)
                            .Select(move => (move.Seq, Word: move.To))
                            .Concat(made.Select(call => (call.Seq, Word: $"call {call.ClientToken} {call.StatusCode}")))
                            .OrderBy(one => one.Seq)
                            .Select(one => one.Word)
                    ),
                };
            }
        }
    }

    /// <param name="SessionId">The session.</param>
    /// <param name="Effects">How often the service took a connection.</param>
    /// <param name="Others">Calls by another token after the one that had effect.</param>
    private sealed record Loss(string SessionId, int Effects, IReadOnlyList<LedgerCall> Others)
    {
        public string Story { get; init; } = "";

        public override string ToString() =>
            $"{SessionId}: {Effects} connections, {Others.Count} calls by another token afterwards: {Story}";
    }
}
