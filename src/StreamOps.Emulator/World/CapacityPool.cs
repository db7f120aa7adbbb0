namespace StreamOps.Emulator.World;

/// <summary>The slots of one location of a stream group, in sessions. A session holds its slot from ACTIVATING until it ends.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_LocationState.html</remarks>
public sealed class CapacityPool(string location, int alwaysOn, int maximum, int targetIdle)
{
    public string Location { get; } = location;

    /// <summary>Slots kept at all times.</summary>
    public int AlwaysOn { get; } = alwaysOn;

    /// <summary>The most slots that may be allocated; never below <see cref="AlwaysOn"/>.</summary>
    public int Maximum { get; } = Math.Max(alwaysOn, maximum);

    /// <summary>Spare slots kept ready beyond those in use.</summary>
    public int TargetIdle { get; } = targetIdle;

    /// <summary>Slots held by sessions, waiting players' included: a lost client releases nothing.</summary>
    public int InUse { get; private set; }

    public int Allocated => Math.Clamp(InUse + TargetIdle, AlwaysOn, Maximum);

    public int Idle => Allocated - InUse;

    public int OnDemand => Maximum - AlwaysOn;

    public bool HasRoom => InUse < Maximum;

    public bool TryTake()
    {
        if (!HasRoom)
        {
            return false;
        }

        InUse++;
        return true;
    }

    public void Release() => InUse--;
}
