using Xunit.Sdk;
using Xunit.v3;

namespace StreamOps.EndToEnd.Hosting;

/// <summary>The stages with the most journeys begin, so that no lane is left with a long one at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string?[] Longest =
    [
        typeof(LinkedStage).FullName,
        typeof(SharedStage).FullName,
        typeof(RescuedStage).FullName,
        typeof(WithDemo).FullName,
        typeof(SecondStage).FullName,
        typeof(WithPicture).FullName,
        typeof(KilledStage).FullName,
        typeof(SignedInPeople).FullName,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Place)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.IndexOf(Longest, collection.TestCollectionClassName);
        return place < 0 ? Longest.Length : place;
    }
}
