using StreamOps.Emulator.Calls;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>Operations on stream groups.</summary>
public sealed class StreamGroupsApi(EmulatedFleet fleet, PageTokens tokens)
{
    public IEnumerable<ApiOperation> Operations =>
        [new("ListStreamGroups", "GET", "/streamgroups", 10, List), new("GetStreamGroup", "GET", "/streamgroups/{Identifier}", 10, Get)];

    private ApiAnswer List(ApiCall call) =>
        fleet.Act(world =>
            ApiAnswer.Ok(
                tokens.Page(
                    call,
                    "groups",
                    world.Now,
                    world.Groups,
                    group => WalkKeys.Of(group.Id),
                    group => new StreamGroupSummaryWire(group)
                )
            )
        );

    private ApiAnswer Get(ApiCall call) => fleet.Act(world => ApiAnswer.Ok(new StreamGroupWire(world.FindGroup(call))));
}
