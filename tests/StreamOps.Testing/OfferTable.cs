using System.Reflection;
using StreamOps.Operations.Offers;

namespace StreamOps.Testing;

/// <summary>The clinic's whole table, but for <see cref="OfferRules.NotNow"/>, whose words come from the rule for actions.</summary>
public static class OfferTable
{
    public static IReadOnlyList<OfferFinding> All { get; } =
    [
        .. typeof(OfferRules)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<OfferFinding>(),
    ];
}
