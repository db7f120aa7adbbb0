using System.Net;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;

namespace StreamOps.Operations.GameLift;

/// <summary>AWS KMS, as far as it makes and opens keys that lock our own. Asked with the same credentials as the service.</summary>
/// <remarks>https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html, https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html</remarks>
/// <param name="serviceUrl">Another address than the usual one of each Region; empty: that.</param>
/// <param name="configuration">For the credentials.</param>
/// <param name="time">For those that are written anew.</param>
public sealed class AwsDataKeys(string serviceUrl, IConfiguration configuration, TimeProvider time) : IDisposable
{
    /// <summary>What else was locked by the same key does not open here; and by it AWS CloudTrail tells what a key was used for.</summary>
    private static readonly Dictionary<string, string> Purpose = new(StringComparer.Ordinal) { ["purpose"] = "streamops-data-protection" };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, AmazonKeyManagementServiceClient> _clients = new(StringComparer.Ordinal);

    /// <summary>A new key of 256 bits, in clear and locked.</summary>
    /// <param name="key">The ARN of the key that locks it.</param>
    /// <exception cref="DataKeyException">There is none: the sentence says why.</exception>
    public (byte[] Clear, byte[] Locked) New(string key)
    {
        var request = new GenerateDataKeyRequest
        {
            KeyId = key,
            KeySpec = DataKeySpec.AES_256,
            EncryptionContext = Purpose,
        };
        var made = Ask(key, client => client.GenerateDataKeyAsync(request));
        return (made.Plaintext.ToArray(), made.CiphertextBlob.ToArray());
    }

    /// <summary>Opens one that was locked.</summary>
    /// <param name="key">The ARN of the key that locked it.</param>
    /// <param name="locked">As <see cref="New"/> gave it.</param>
    /// <exception cref="DataKeyException">It does not open: the sentence says why.</exception>
    public byte[] Open(string key, byte[] locked)
    {
        using var blob = new MemoryStream(locked);
        var request = new DecryptRequest
        {
            KeyId = key,
            CiphertextBlob = blob,
            EncryptionContext = Purpose,
        };
        return Ask(key, client => client.DecryptAsync(request)).Plaintext.ToArray();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var client in _clients.Values)
            {
                client.Dispose();
            }
        }
    }

    // Whoever locks or opens keys does not wait for tasks: that is at the start, and when a key is made.
    private T Ask<T>(string key, Func<AmazonKeyManagementServiceClient, Task<T>> call)
    {
        try
        {
            return call(ClientFor(key.Split(':')[3])).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (WhyNot(exception, key) is { } sentence)
        {
            throw new DataKeyException(sentence);
        }
    }

    /// <summary>What a failure means, as a sentence; null when it is none of these calls'. What is said of credentials may quote their files: it does not come along.</summary>
    internal static string? WhyNot(Exception exception, string key) =>
        exception switch
        {
            AmazonServiceException { ErrorCode: { Length: > 0 } code } => Refused(code, key),
            AmazonServiceException { StatusCode: >= HttpStatusCode.Continue and var status } => Refused($"HTTP {(int)status}", key),
            // Without a status it is no answer: of a machine whose metadata service has no credentials to give, say.
            AmazonServiceException
            or AmazonClientException
            or AwsProfileException
            or HttpRequestException
            or IOException
            or OperationCanceledException =>
                $"AWS KMS gave no answer for {key} ({exception.GetType().Name}). Check the network and the credentials.",
            _ => null,
        };

    private static string Refused(string said, string key) =>
        $"AWS KMS answered {said} for {key}. Check the key, and that StreamOps may use kms:GenerateDataKey and kms:Decrypt with it.";

    private AmazonKeyManagementServiceClient ClientFor(string region)
    {
        lock (_lock)
        {
            return _clients.TryGetValue(region, out var client) ? client : _clients[region] = NewClient(region);
        }
    }

    private AmazonKeyManagementServiceClient NewClient(string region)
    {
        var config = new AmazonKeyManagementServiceConfig
        {
            Timeout = Patience,
            MaxErrorRetry = 2,
            AllowAutoRedirect = false,
            IgnoreConfiguredEndpointUrls = true,
            HttpClientFactory = new GuardedHttpClients(Uri.TryCreate(serviceUrl, UriKind.Absolute, out var to) && to.IsLoopback),
        };
        if (serviceUrl.Length > 0)
        {
            config.ServiceURL = serviceUrl;
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        var settings = configuration.GetSection(AwsSettings.Section).Get<AwsSettings>() ?? new();
        return AwsProfiles.NameIn(settings, Environment.GetEnvironmentVariable) is { Length: > 0 } profile
            ? new(AwsProfiles.Credentials(profile, settings.ProfilesLocation, time), config)
            : new(config);
    }
}

/// <summary>AWS KMS did not do what it was asked. What the SDK says of it does not come along: it may quote the files of credentials.</summary>
public sealed class DataKeyException(string message) : CryptographicException(message);
