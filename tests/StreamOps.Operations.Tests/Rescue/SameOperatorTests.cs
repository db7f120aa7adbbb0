using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>Names that look the same are one operator's: nobody stands in another's way, or behind it, by a letter that nobody can tell apart.</summary>
public sealed class SameOperatorTests
{
    [Theory]
    [InlineData("Zoë", "Zoe\u0308", true)]
    [InlineData("Mara R", "mara r", true)]
    [InlineData("Mara R", "Ｍａｒａ Ｒ", true)]
    [InlineData("ΝΙΚΟΣ", "Νικος", true)]
    [InlineData("Νικος", "νικοσ", true)]
    [InlineData("ﬁona", "Fiona", true)]
    [InlineData("Großmann", "GROSSMANN", true)]
    [InlineData("Mara R", "Mara  R", true)]
    [InlineData("Zoë", "Zoe", false)]
    [InlineData("Mara R", "Mara S", false)]
    public void Names_are_compared_as_they_look(string brought, string asks, bool isSame)
    {
        var attempt = new RescueAttempt
        {
            Id = Guid.NewGuid(),
            Session = A.Arn("s1"),
            WindowEpoch = 1,
            Number = 1,
            ClientToken = "9f2c77aa-1c2d-4e5f-8a9b-0c1d2e3fa4e1",
            Operator = brought,
            State = RescueState.Unknown,
            Source = OfferSource.Paste,
            RequestedAt = default,
            Deadline = default,
        };

        Assert.Equal(isSame, attempt.IsOf(new Person(asks)));
    }
}
