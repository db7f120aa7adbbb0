namespace StreamOps.Emulator.Status;

/// <summary>Why a session ended, in the API's words.
/// https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_GetStreamSession.html</summary>
public static class StatusReasons
{
    public const string InternalError = "internalError";
    public const string InvalidSignalRequest = "invalidSignalRequest";
    public const string PlacementTimeout = "placementTimeout";
    public const string ApplicationExit = "applicationExit";
    public const string ConnectionTimeout = "connectionTimeout";
    public const string ReconnectionTimeout = "reconnectionTimeout";
    public const string MaxSessionLengthTimeout = "maxSessionLengthTimeout";
    public const string IdleTimeout = "idleTimeout";
    public const string ApiTerminated = "apiTerminated";
}
