using StreamOps.Operations.Offers;

namespace StreamOps.Benchmarks.Offers;

/// <summary>What one verdict costs.</summary>
/// <param name="Time">The best of several: what the text asks for, without what else the machine did.</param>
/// <param name="Ratio">Bytes allocated by those of the text in memory; a fixed part, which an empty text takes as well, is left out.</param>
internal sealed record OfferCost(TimeSpan Time, double Ratio)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(1);

    public const double Most = 4;

    private const long FixedBytes = 16_384;

    public bool IsKept => Time <= Longest && Ratio <= Most;

    public static OfferCost Of(string text, int repeats = 50)
    {
        var best = TimeSpan.MaxValue;
        long bytes = 0;
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = TimeProvider.System.GetTimestamp();
            OfferClinic.Examine(text);
            var time = TimeProvider.System.GetElapsedTime(start);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            best = time < best ? time : best;
        }

        return new OfferCost(best, Math.Max(0, bytes - FixedBytes) / (double)Math.Max(1, sizeof(char) * text.Length));
    }
}
