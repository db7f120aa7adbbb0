using System.Reflection;
using StreamOps.Operations;
using StreamOps.Operations.Acts;
using StreamOps.Operations.Claims;
using StreamOps.Operations.Commands;
using StreamOps.Operations.Players;
using StreamOps.Operations.Rescue;

namespace StreamOps.Dashboard.Tests.Architecture;

/// <summary>Whoever acts comes to a desk as an <see cref="Actor"/>, with their role and what they see: in a bare name nothing is done.</summary>
public sealed class ActorsAtTheDesksTests
{
    /// <summary>What a parameter is called that names somebody.</summary>
    private static readonly string[] Somebody = ["actor", "by", "operator", "operatorName", "person", "subject", "user", "who", "whom"];

    private static readonly IReadOnlyList<MethodInfo> Acts =
    [
        .. from desk in typeof(OperationsServices).Assembly.GetExportedTypes()
        where
            desk == typeof(StreamSessionCommands)
            || desk.Name.EndsWith("Desk", StringComparison.Ordinal)
            || desk.Name.EndsWith("Offers", StringComparison.Ordinal)
        from act in desk.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where !act.IsSpecialName
        select act,
    ];

    [Fact]
    public void Every_act_has_its_actor_but_those_of_players_who_come_by_a_pass()
    {
        Assert.Superset(
            new HashSet<Type> { typeof(StreamSessionCommands), typeof(RescueDesk), typeof(ClaimDesk), typeof(ClaimedOffers) },
            Acts.Select(act => act.DeclaringType!).ToHashSet()
        );

        var nobodys = Acts.Where(act => act.GetParameters().All(parameter => parameter.ParameterType != typeof(Actor)));

        Assert.Equal([typeof(PlayerDesk)], nobodys.Select(act => act.DeclaringType).Distinct());
    }

    [Fact]
    public void No_act_takes_a_bare_name()
    {
        var bare =
            from act in Acts
            from parameter in act.GetParameters()
            where
                parameter.ParameterType == typeof(Person)
                || (parameter.ParameterType == typeof(string) && Somebody.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
            select $"{act.DeclaringType!.Name}.{act.Name}: {parameter.Name}";

        Assert.Empty(bare);
    }
}
