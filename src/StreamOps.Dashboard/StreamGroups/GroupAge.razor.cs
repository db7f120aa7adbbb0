namespace StreamOps.Dashboard.StreamGroups;

public sealed partial class GroupAge
{
    private const int NearExpiryDays = 30;
    private const int OldDays = 180;
    private const int AgingDays = 21;

    [Parameter, EditorRequired]
    public required StreamGroup Group { get; set; }

    /// <summary>Service time.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    private int? Left => Group.ExpiresAt is { } expires ? (int)Math.Floor((expires - Now).TotalDays) : null;

    private int? Age => Group.CreatedAt is { } created ? (int)Math.Floor((Now - created).TotalDays) : null;

    private bool IsNear => Left < NearExpiryDays || Age >= OldDays;

    private string Words =>
        string.Join(
            " · ",
            new[]
            {
                Age switch
                {
                    >= OldDays => $"{Age} days old: make a new one, it misses updates",
                    >= AgingDays => $"{Age} days old",
                    _ => "",
                },
                Left switch
                {
                    null => "",
                    < 0 => "expired",
                    _ => $"expires in {Left} days",
                },
            }.Where(words => words.Length > 0)
        );
}
