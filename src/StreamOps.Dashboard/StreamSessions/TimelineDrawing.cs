using MudBlazor;
using StreamOps.Dashboard.Looks;
using StreamOps.Operations.Audit;
using StreamOps.Operations.Episodes;
using StreamOps.Operations.Time;

namespace StreamOps.Dashboard.StreamSessions;

/// <summary>A session's timeline as geometry: three lanes on one axis, all places in percent of the width.</summary>
/// <param name="Service">What the service said, each status with the stretch in which it may have begun.</param>
/// <param name="Player">What became of the client, by those statuses.</param>
/// <param name="Operator">What was done from here.</param>
/// <param name="Ticks">Moments (service time) to write under the axis.</param>
public sealed record TimelineDrawing(
    IReadOnlyList<TimelineSpan> Service,
    IReadOnlyList<TimelineMark> Player,
    IReadOnlyList<TimelineMark> Operator,
    IReadOnlyList<TimelineTick> Ticks
)
{
    /// <summary>What goes on after the last read has this width: how long is not known.</summary>
    private const double TailWidth = 16;
    private const double TickWidth = 38;

    /// <summary>Draws what is stored.</summary>
    /// <param name="seen">At least one, oldest first; service time.</param>
    /// <param name="acts">Oldest first; service time.</param>
    /// <param name="windowEnds">When the running window is likely to end (service time); null without one.</param>
    public static TimelineDrawing Of(IReadOnlyList<SeenStatus> seen, IReadOnlyList<AuditEntry> acts, DateTimeOffset? windowEnds)
    {
        acts = TimelineEvents.Told(acts);
        var last = Moments.Later(
            seen.Max(status => status.BeganLatest),
            acts.Count == 0 ? DateTimeOffset.MinValue : acts.Max(act => act.At)
        );
        var future = windowEnds > last ? windowEnds : null;
        var moments = seen.SelectMany(status => new[] { status.BeganEarliest, status.BeganExpected, status.BeganLatest })
            .Concat(acts.Select(act => act.At));
        var axis = new TimelineAxis(future is { } end ? moments.Append(end) : moments, future is null ? 100 - TailWidth : 100);
        var ticks = seen.Select(status => status.BeganExpected).Concat(future is { } closing ? [closing] : [last]);
        return new TimelineDrawing(
            ServiceLane(seen, axis),
            TimelineMark.Placed([.. Joins(seen, axis)]),
            TimelineMark.Placed([.. acts.Select(act => Act(act, axis.PlaceOf(act.At)))]),
            [.. axis.Ticks(ticks, TickWidth).Select(moment => new TimelineTick(axis.PlaceOf(moment), moment))]
        );
    }

    private static List<TimelineSpan> ServiceLane(IReadOnlyList<SeenStatus> seen, TimelineAxis axis)
    {
        var spans = new List<TimelineSpan>();
        var sureUntil = seen[0].BeganEarliest;
        for (var index = 0; index < seen.Count; index++)
        {
            var status = seen[index];
            var look = StatusLook.Of(status.Status);
            var sureFrom = Moments.Later(status.BeganLatest, sureUntil);
            Add(axis.PlaceOf(Moments.Later(status.BeganEarliest, sureUntil)), axis.PlaceOf(sureFrom), isEstimate: true);
            if (index + 1 < seen.Count)
            {
                sureUntil = Moments.Later(seen[index + 1].BeganEarliest, sureFrom);
                Add(axis.PlaceOf(sureFrom), axis.PlaceOf(sureUntil), isEstimate: false);
            }
            else
            {
                // After the last read an end is an end; all else goes on as far as anybody knows.
                Add(axis.PlaceOf(sureFrom), 100, isEstimate: !status.Status.IsEnd);
            }

            void Add(double from, double to, bool isEstimate)
            {
                if (to > from)
                {
                    spans.Add(new TimelineSpan(from, to, isEstimate, look));
                }
            }
        }

        return spans;
    }

    private static IEnumerable<TimelineMark> Joins(IReadOnlyList<SeenStatus> seen, TimelineAxis axis)
    {
        var wasLost = false;
        foreach (var status in seen)
        {
            if (status.Status == StreamSessionStatus.Connected)
            {
                yield return Of(status, wasLost ? "back" : "joined", Tone.Good, Icons.Material.Filled.CheckCircle);
            }
            else if (status.Status == StreamSessionStatus.PendingClientReconnection)
            {
                wasLost = true;
                yield return Of(status, "lost", Tone.Soon, Icons.Material.Filled.LinkOff);
            }
        }

        TimelineMark Of(SeenStatus status, string word, Tone tone, string icon) =>
            new(axis.PlaceOf(status.BeganExpected), axis.PlaceOf(status.BeganEarliest), axis.PlaceOf(status.BeganLatest), word, tone, icon);
    }

    private static TimelineMark Act(AuditEntry act, double at)
    {
        var (tone, icon) = act.Step switch
        {
            AuditSteps.Refused or AuditSteps.Failed => (Tone.Critical, Icons.Material.Filled.Error),
            AuditSteps.Recovered => (Tone.Good, Icons.Material.Filled.CheckCircle),
            AuditSteps.Unknown => (Tone.Soon, Icons.Material.Filled.HelpOutline),
            _ => (Tone.Calm, Icons.Material.Filled.PersonOutline),
        };
        return new(at, at, at, TimelineEvents.Word(act), tone, icon);
    }
}
