namespace StreamOps.Emulator.Calls;

/// <summary>An error of the API, thrown where it is found and written by the pipeline.</summary>
public sealed class ApiException(int statusCode, string code, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    /// <summary>The API's name of the error.</summary>
    public string Code { get; } = code;
}
