namespace StreamOps.Operations.Attempts;

/// <summary>
/// How long rescues take, from the first contact with the player to <c>CONNECTED</c>: what a clock's urgency goes by. What is measured begins with the offer, so
/// that to dial and to read out a code is not in it: experience makes the pace slower than <see cref="Default"/>, never faster.
/// </summary>
/// <param name="Usual">Three in four rescues take no longer (P75).</param>
/// <param name="Fastest">The fastest tenth takes no longer (P10): with less time than this a rescue is doubtful.</param>
public sealed record RescuePace(TimeSpan Usual, TimeSpan Fastest)
{
    /// <summary>So many rescues make an experience.</summary>
    public const int Enough = 20;

    /// <summary>Only so many of the newest rescues count: the pace follows the team and its tools.</summary>
    internal const int MostCounted = 200;

    /// <summary>Until there is experience of our own.</summary>
    public static readonly RescuePace Default = new(TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(8));

    /// <summary>The pace of these rescues; <see cref="Default"/> when they are fewer than <see cref="Enough"/>.</summary>
    public static RescuePace Of(IReadOnlyCollection<TimeSpan> rescues)
    {
        if (rescues.Count < Enough)
        {
            return Default;
        }

        TimeSpan[] sorted = [.. rescues.Order()];
        return new RescuePace(AtLeast(Default.Usual, 0.75), AtLeast(Default.Fastest, 0.10));

        TimeSpan AtLeast(TimeSpan least, double share) => NearestRank(sorted, share) is var took && took > least ? took : least;
    }

    private static TimeSpan NearestRank(TimeSpan[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
