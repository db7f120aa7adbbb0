using StreamOps.Emulator.Calls;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>Operations on tags: only applications and stream groups have any.</summary>
public sealed class TagsApi(EmulatedFleet fleet)
{
    public IEnumerable<ApiOperation> Operations => [new("ListTagsForResource", "GET", "/tags/{ResourceArn}", 10, List)];

    private ApiAnswer List(ApiCall call)
    {
        const string Member = "ResourceArn";
        var arn = call.Path[Member];
        if (arn.Length > 128 || !MemberPatterns.Arn.IsMatch(arn))
        {
            throw RequestValidation.Broken(Member, $"Member must satisfy regular expression pattern: {MemberPatterns.Arn}");
        }

        var id = arn[(arn.LastIndexOf('/') + 1)..];
        return fleet.Act(world =>
        {
            var tags =
                world.Group(id) is { } group && group.Arn == arn ? group.Tags
                : world.Application(id) is { } application && application.Arn == arn ? application.Tags
                // The reference declares no ResourceNotFoundException for this operation.
                : throw ApiErrors.Validation($"The resource {arn} does not exist or cannot be tagged.");
            return ApiAnswer.Ok(new TagsWire(tags));
        });
    }
}
