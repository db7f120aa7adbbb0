using System.ComponentModel.DataAnnotations;

namespace StreamOps.Operations.Settings;

/// <summary>How the live feed reads the service and tells its watchers: settings under <c>StreamOps:Live</c>.</summary>
public sealed class LiveOptions : IValidatableObject
{
    public const string Section = "StreamOps:Live";

    /// <summary>The share of each API operation's rate limit that StreamOps may use, 0.01 to 0.8. Default 0.25.</summary>
    /// <remarks>The limits are shared with the game's own backend, which must never starve.</remarks>
    [Range(0.01, 0.8)]
    public double ShareOfRateLimit { get; set; } = 0.25;

    /// <summary>Factor on the share while nobody watches and no rescue is open, 0.01 to 1. Default 0.2.</summary>
    [Range(0.01, 1.0)]
    public double IdleShare { get; set; } = 0.2;

    /// <summary>
    /// The share of the limit of ListStreamSessions that may be used for the seconds in which very many sessions are lost at once, so that all are seen, 0.01 to 0.8.
    /// Default 0.8. Nothing is lent where it is not above <see cref="ShareOfRateLimit"/>, nor within a minute of a call that was throttled for it.
    /// </summary>
    [Range(0.01, 0.8)]
    public double SurgeShareOfRateLimit { get; set; } = 0.8;

    /// <summary>After a change went out at once, changes within this many milliseconds go out together, 0 to 5,000. Default 100.</summary>
    [Range(0, 5000)]
    public int MergeIntervalMilliseconds { get; set; } = 100;

    /// <summary>Seconds after which a read is given up, 0.1 to 30. Default 2.</summary>
    [Range(0.1, 30.0)]
    public double CallTimeoutSeconds { get; set; } = 2;

    /// <summary>Sessions that wait for their client are read at least this often in seconds, budget permitting, 0.2 to 60. Default 1.</summary>
    [Range(0.2, 60.0)]
    public double UrgentIntervalSeconds { get; set; } = 1;

    /// <summary>Whether those who wait are also listed for the whole account, once a second at most, from a budget of its own. Default false.</summary>
    /// <remarks>
    /// Where there are many stream groups this finds who is lost sooner than group by group. ListStreamSessionsByAccount is documented as costly and not
    /// recommended for regular status checks; what it costs, nobody says. https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_ListStreamSessionsByAccount.html
    /// </remarks>
    public bool ByAccount { get; set; }

    /// <summary>Connected sessions are walked through at least this often in seconds, budget permitting, 5 to 3,600. Default 60.</summary>
    [Range(5.0, 3600.0)]
    public double ConnectedIntervalSeconds { get; set; } = 60;

    /// <summary>Seconds between two walks through the stream groups, 5 to 3,600. Default 30.</summary>
    [Range(5, 3600)]
    public int GroupsIntervalSeconds { get; set; } = 30;

    /// <summary>Seconds between two reads of one stream group's capacity, 5 to 3,600. Default 45.</summary>
    [Range(5, 3600)]
    public int CapacityIntervalSeconds { get; set; } = 45;

    /// <summary>Seconds between two walks through the applications, for their names, 30 to 86,400. Default 300.</summary>
    [Range(30, 86_400)]
    public int ApplicationsIntervalSeconds { get; set; } = 300;

    /// <summary>Minutes for which an ended session stays in view, 1 to 1,440. Default 60.</summary>
    [Range(1, 1440)]
    public int KeepEndedMinutes { get; set; } = 60;

    /// <summary>Most list reads under way at once, so that a slow answer holds up no other, 1 to 32. Default 4.</summary>
    [Range(1, 32)]
    public int MaxReadsInFlight { get; set; } = 4;

    internal TimeSpan MergeInterval => TimeSpan.FromMilliseconds(MergeIntervalMilliseconds);

    internal TimeSpan CallTimeout => TimeSpan.FromSeconds(CallTimeoutSeconds);

    internal TimeSpan KeepEnded => TimeSpan.FromMinutes(KeepEndedMinutes);

    /// <summary>The rules that span several settings.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ConnectedIntervalSeconds < UrgentIntervalSeconds)
        {
            yield return new ValidationResult(
                $"{Section}:ConnectedIntervalSeconds must not be below {Section}:UrgentIntervalSeconds.",
                [nameof(ConnectedIntervalSeconds)]
            );
        }

        if (CallTimeoutSeconds >= GroupsIntervalSeconds)
        {
            yield return new ValidationResult(
                $"{Section}:CallTimeoutSeconds must be below {Section}:GroupsIntervalSeconds.",
                [nameof(CallTimeoutSeconds)]
            );
        }

        if (CapacityIntervalSeconds < GroupsIntervalSeconds)
        {
            yield return new ValidationResult(
                $"{Section}:CapacityIntervalSeconds must not be below {Section}:GroupsIntervalSeconds.",
                [nameof(CapacityIntervalSeconds)]
            );
        }
    }
}

/// <summary>The rules that the attributes state, each broken one reported.</summary>
[OptionsValidator]
internal sealed partial class LiveOptionsRules : IValidateOptions<LiveOptions>;
