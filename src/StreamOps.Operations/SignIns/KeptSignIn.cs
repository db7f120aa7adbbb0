using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StreamOps.Operations.SignIns;

/// <summary>One sign-in as it is kept over a restart: who it is lies in there sealed, and the browser's key is not in there at all.</summary>
public sealed record KeptSignIn
{
    /// <summary>SHA-256 of what the browser holds, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>When they signed in.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was last used, to five minutes or so.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    /// <summary>Who, and the provider's tokens, encrypted.</summary>
    public required byte[] Sealed { get; init; }
}

/// <summary>The table of sign-ins. Those that are over go.</summary>
internal sealed class KeptSignInConfiguration : IEntityTypeConfiguration<KeptSignIn>
{
    public void Configure(EntityTypeBuilder<KeptSignIn> builder) => builder.ToTable("SignIns").HasKey(one => one.Hash);
}
