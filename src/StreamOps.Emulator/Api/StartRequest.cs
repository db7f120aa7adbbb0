using StreamOps.Emulator.Calls;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>The body of StartStreamSession, checked member by member.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_StartStreamSession.html</summary>
public sealed record StartRequest(string Offer, string ApplicationIdentifier, Func<EmulatedApplication, SessionPlan> Plan)
{
    public static StartRequest Read(ApiCall call)
    {
        if (call.Required("Protocol") != "WebRTC")
        {
            throw RequestValidation.Broken("Protocol", "Member must satisfy enum value set: [WebRTC]");
        }

        var offer = call.Required("SignalRequest");
        var application = RequestValidation.CheckIdentifier("ApplicationIdentifier", call.Required("ApplicationIdentifier"));
        var draft = new
        {
            Locations = call.Texts("Locations", int.MaxValue, 20, MemberPatterns.LocationName) ?? [],
            UserId = call.Text("UserId", 0, 1024, MemberPatterns.UserId),
            Description = call.Text("Description", 1, 80, MemberPatterns.Description),
            Timeout = call.WholeNumber("ConnectionTimeoutSeconds", 1, 3600) ?? SessionPlan.UsualConnectionTimeoutSeconds,
            Length = call.WholeNumber("SessionLengthSeconds", 1, 86_400) ?? SessionPlan.UsualSessionLengthSeconds,
            Arguments = call.Texts("AdditionalLaunchArgs", 100),
            Variables = Variables(call),
            Shares = SharesStats(call),
            Resolution = Resolution(call),
            RoleArn = Role(call),
        };
        return new(
            offer,
            application,
            found =>
                new()
                {
                    Application = found,
                    Locations = draft.Locations,
                    UserId = draft.UserId,
                    Description = draft.Description,
                    ConnectionTimeoutSeconds = draft.Timeout,
                    SessionLengthSeconds = draft.Length,
                    LaunchArguments = draft.Arguments,
                    EnvironmentVariables = draft.Variables,
                    SharesPerformanceStats = draft.Shares,
                    Resolution = draft.Resolution,
                    RoleArn = draft.RoleArn,
                }
        );
    }

    /// <summary>The plan for a session in <paramref name="group"/>; refuses what the group cannot stream.</summary>
    public SessionPlan PlanFor(EmulatedStreamGroup group, EmulatedWorld world)
    {
        var application = world.FindApplication(ApplicationIdentifier);
        if (!group.Applications.Contains(application))
        {
            throw ApiErrors.Validation($"Application {application.Id} is not associated with stream group {group.Id}.");
        }

        if (application.Status != EmulatedApplication.Ready)
        {
            throw ApiErrors.Validation($"Application {application.Id} is {application.Status}, not READY.");
        }

        var plan = Plan(application);
        return plan.Locations.FirstOrDefault(location => group.PoolOf(location) is null) is { } stranger
            ? throw ApiErrors.Validation($"Location {stranger} is not one of stream group {group.Id}.")
            : plan;
    }

    public override string ToString() => $"Start of {ApplicationIdentifier}";

    private static Dictionary<string, string>? Variables(ApiCall call)
    {
        const string Member = "AdditionalEnvironmentVariables";
        if (call.Member(Member) is not { } map)
        {
            return null;
        }

        if (map.ValueKind is not JsonValueKind.Object || map.EnumerateObject().Count() > 50)
        {
            throw RequestValidation.Broken(Member, "Member must be a map of at most 50 entries");
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in map.EnumerateObject())
        {
            if (pair.Name.Length is < 1 or > 256 || !MemberPatterns.EnvironmentKey.IsMatch(pair.Name))
            {
                throw RequestValidation.Broken(
                    Member,
                    $"Map keys must satisfy regular expression pattern: {MemberPatterns.EnvironmentKey}"
                );
            }

            variables[pair.Name] = RequestValidation.CheckText(Member, pair.Value, 0, 4096);
        }

        return variables;
    }

    private static bool? SharesStats(ApiCall call) =>
        call.Member("PerformanceStatsConfiguration") is not { ValueKind: JsonValueKind.Object } stats ? null
        : !stats.TryGetProperty("SharedWithClient", out var shares) || shares.ValueKind is JsonValueKind.Null ? false
        : shares.ValueKind is JsonValueKind.True or JsonValueKind.False ? shares.GetBoolean()
        : throw RequestValidation.Broken("PerformanceStatsConfiguration.SharedWithClient", "Member must be a boolean");

    private static DisplayResolution? Resolution(ApiCall call)
    {
        const string Member = "DisplayConfiguration.Resolution";
        if (call.Member("DisplayConfiguration") is not { ValueKind: JsonValueKind.Object } display)
        {
            return null;
        }

        if (!display.TryGetProperty("Resolution", out var size) || size.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var resolution = new DisplayResolution(Side(size, "Width"), Side(size, "Height"));
        return resolution.Width * resolution.Height <= 2_073_600
            ? resolution
            : throw RequestValidation.Broken(Member, "Member must have at most 2073600 pixels");
    }

    private static int Side(JsonElement size, string name)
    {
        var member = $"DisplayConfiguration.Resolution.{name}";
        if (!size.TryGetProperty(name, out var value))
        {
            throw RequestValidation.Broken(member, "Member must not be null");
        }

        var side = RequestValidation.CheckWholeNumber(member, value, 320, 4096);
        return side % 2 == 0 ? side : throw RequestValidation.Broken(member, "Member must be even");
    }

    private static string? Role(ApiCall call)
    {
        const string Member = "RoleArn";
        var role = call.Text(Member, 20, 2048, MemberPatterns.RoleArn);
        return role is null || role[(role.LastIndexOf('/') + 1)..].StartsWith("GameLiftStreams-", StringComparison.Ordinal)
            ? role
            : throw RequestValidation.Broken(Member, "The role's name must begin with GameLiftStreams-");
    }
}
