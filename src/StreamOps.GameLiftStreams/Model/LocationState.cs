namespace Amazon.GameLiftStreams.Model;

/// <summary>A location of a stream group. Capacities count sessions.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_LocationState.html</remarks>
public partial class LocationState
{
    /// <summary>Capacity that is there, in use or idle.</summary>
    [AWSProperty(Min = 0)]
    public int? AllocatedCapacity { get; set; }

    /// <summary>Capacity asked to be there at all times.</summary>
    [AWSProperty(Min = 0)]
    public int? AlwaysOnCapacity { get; set; }

    /// <summary>Allocated capacity that no session uses.</summary>
    [AWSProperty(Min = 0)]
    public int? IdleCapacity { get; set; }

    /// <summary>Address range of the service&apos;s own network there.</summary>
    public string InternalVpcIpv4CidrBlock { get; set; }

    /// <summary>Code of the location, such as us-east-1.</summary>
    [AWSProperty(Min = 1, Max = 20)]
    public string LocationName { get; set; }

    /// <summary>Most capacity that may be allocated.</summary>
    [AWSProperty(Min = 0)]
    public int? MaximumCapacity { get; set; }

    /// <summary>Deprecated: capacity to add on request, over the always-on capacity.</summary>
    [AWSProperty(Min = 0)]
    public int? OnDemandCapacity { get; set; }

    /// <summary>Capacity the service is working towards.</summary>
    [AWSProperty(Min = 0)]
    public int? RequestedCapacity { get; set; }

    /// <summary>Status of the location.</summary>
    public StreamGroupLocationStatus Status { get; set; }

    /// <summary>Idle capacity asked to be kept ready.</summary>
    [AWSProperty(Min = 0)]
    public int? TargetIdleCapacity { get; set; }

    /// <summary>Connection to the account&apos;s own network.</summary>
    public VpcTransitConfigurationResponse VpcTransitConfiguration { get; set; }
}
