using System.Buffers;
using System.Text.Json;
using Amazon.Runtime.Internal.Transform;
using StreamOps.GameLiftStreams;

namespace Amazon.GameLiftStreams.Internal;

/// <summary>Hands an operation's answer to a caller as it came; errors become what they are in the operation.</summary>
internal sealed class RawUnmarshaller<T>(JsonResponseUnmarshaller operation, Func<ReadOnlySpan<byte>, T> read) : JsonResponseUnmarshaller
{
    private const int UsualLength = 64 * 1024;

    /// <remarks>Nothing at all is no answer of the service: as in the operation.</remarks>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        if (input.IsEmptyResponse)
        {
            throw new JsonException("The answer is empty.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(UsualLength);
        try
        {
            var length = 0;
            while (input.Stream.Read(buffer, length, buffer.Length - length) is > 0 and var count)
            {
                length += count;
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return new RawAnswer<T> { Value = read(buffer.AsSpan(0, length)) };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    ) => operation.UnmarshallException(input, innerException, statusCode);
}
