using System.Collections.Concurrent;
using StreamOps.Operations.Polling;

namespace StreamOps.Operations.Meter;

/// <summary>All there is to read at one moment, for everybody who looks at it.</summary>
/// <param name="reads">The lists.</param>
/// <param name="operations">The calls.</param>
/// <param name="share">The share that the settings give.</param>
/// <param name="callsOfWholeLimit">What the lists would have, were all of the limit theirs, in calls a second.</param>
internal sealed class MeterLook(PollLook reads, IReadOnlyList<OperationSpend> operations, double share, double callsOfWholeLimit)
{
    private readonly ConcurrentDictionary<double, PollShares> _shares = [];

    public PollLook Reads => reads;

    public IReadOnlyList<OperationSpend> Operations => operations;

    public double Share => share;

    public double CallsAt(double ofLimit) => ofLimit * callsOfWholeLimit;

    /// <summary>How the budget of another share would be shared: worked out once, whoever asks.</summary>
    public PollShares SharesAt(double ofLimit) => _shares.GetOrAdd(ofLimit, one => reads.Demands.Share(CallsAt(one)));
}
