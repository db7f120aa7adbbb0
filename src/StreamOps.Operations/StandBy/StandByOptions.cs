using System.ComponentModel.DataAnnotations;

namespace StreamOps.Operations.StandBy;

/// <summary>The setting under <c>StreamOps:Player</c> that tickets of the game's own pages need.</summary>
public sealed class StandByOptions : IValidatableObject
{
    public const string Section = "StreamOps:Player";

    /// <summary>Bytes of UTF-8 a key has at least.</summary>
    internal const int ShortestKey = 32;

    /// <summary>The key that the game's backend shares, 32 bytes of UTF-8 or more. Empty: no page can stand by. A secret. Default empty.</summary>
    public string TicketKey { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TicketKey is { Length: > 0 } && Encoding.UTF8.GetByteCount(TicketKey) < ShortestKey)
        {
            yield return new ValidationResult(
                $"{Section}:TicketKey must have at least {ShortestKey} bytes, or be empty.",
                [nameof(TicketKey)]
            );
        }
    }
}

/// <summary>The rules that the attributes state, each broken one reported.</summary>
[OptionsValidator]
internal sealed partial class StandByOptionsRules : IValidateOptions<StandByOptions>;
