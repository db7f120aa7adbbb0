using Microsoft.AspNetCore.Http.Metadata;

namespace StreamOps.Dashboard.Player;

/// <summary>How large a body an endpoint takes, where that is more than the listener's limit; bytes.</summary>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
