using StreamOps.Emulator.Calls;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>Operations on applications.</summary>
public sealed class ApplicationsApi(EmulatedFleet fleet, PageTokens tokens)
{
    public IEnumerable<ApiOperation> Operations =>
        [new("ListApplications", "GET", "/applications", 10, List), new("GetApplication", "GET", "/applications/{Identifier}", 10, Get)];

    private ApiAnswer List(ApiCall call) =>
        fleet.Act(world =>
            ApiAnswer.Ok(
                tokens.Page(
                    call,
                    "applications",
                    world.Now,
                    world.Applications,
                    application => WalkKeys.Of(application.Id),
                    application => new ApplicationSummaryWire(application)
                )
            )
        );

    private ApiAnswer Get(ApiCall call)
    {
        var identifier = call.Identifier("Identifier");
        return fleet.Act(world =>
        {
            var application = world.FindApplication(identifier);
            return ApiAnswer.Ok(
                new ApplicationWire(application, [.. world.Groups.Where(group => group.Applications.Contains(application))])
            );
        });
    }
}
