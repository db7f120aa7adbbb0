using System.Collections.Concurrent;
using StreamOps.Operations.Attempts;

namespace StreamOps.Operations.Tests.Rescue.Faults;

/// <summary>Which step of an attempt was taken how often after which fault had met that attempt.</summary>
internal sealed class FaultCoverage
{
    private readonly ConcurrentDictionary<(RescueState From, RescueState To, Fault Fault), int> _met = [];
    private readonly ConcurrentDictionary<(RescueState From, RescueState To), int> _taken = [];
    private int _calls;

    public int Calls => _calls;

    public void Called() => Interlocked.Increment(ref _calls);

    public void Took(RescueState from, RescueState to) => _taken.AddOrUpdate((from, to), 1, (_, count) => count + 1);

    public void Met(RescueState from, RescueState to, Fault fault) => _met.AddOrUpdate((from, to, fault), 1, (_, count) => count + 1);

    public int Of(RescueState from, RescueState to) => _taken.GetValueOrDefault((from, to));

    public int Of(RescueState from, RescueState to, Fault fault) => _met.GetValueOrDefault((from, to, fault));
}
