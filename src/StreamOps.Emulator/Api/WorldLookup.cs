using StreamOps.Emulator.Calls;
using StreamOps.Emulator.World;

namespace StreamOps.Emulator.Api;

/// <summary>Finds what an identifier means, be it an ID or a full ARN.</summary>
public static class WorldLookup
{
    public static EmulatedStreamGroup FindGroup(this EmulatedWorld world, ApiCall call)
    {
        var identifier = call.Identifier("Identifier");
        var group = world.Group(Identifiers.IdOf(identifier));
        return group is not null && (identifier == group.Id || identifier == group.Arn)
            ? group
            : throw ApiErrors.NotFound($"Stream group {identifier}");
    }

    public static EmulatedApplication FindApplication(this EmulatedWorld world, string identifier)
    {
        var application = world.Application(Identifiers.IdOf(identifier));
        return application is not null && (identifier == application.Id || identifier == application.Arn)
            ? application
            : throw ApiErrors.NotFound($"Application {identifier}");
    }

    public static EmulatedStreamSession FindSession(this EmulatedWorld world, ApiCall call)
    {
        var identifier = call.Identifier("StreamSessionIdentifier");
        var group = world.FindGroup(call);
        var session = world.Session(Identifiers.IdOf(identifier));
        return session is not null && session.Group == group && (identifier == session.Id || identifier == session.Arn)
            ? session
            : throw ApiErrors.NotFound($"Stream session {identifier}");
    }
}
