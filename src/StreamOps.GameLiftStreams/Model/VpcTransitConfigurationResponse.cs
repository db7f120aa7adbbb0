namespace Amazon.GameLiftStreams.Model;

/// <summary>Connection of a location to a network of the account.</summary>
/// <remarks>https://docs.aws.amazon.com/gameliftstreams/latest/apireference/API_VpcTransitConfigurationResponse.html</remarks>
public partial class VpcTransitConfigurationResponse
{
    /// <summary>Address ranges reached through it.</summary>
    public List<string> Ipv4CidrBlocks { get; set; } = Unset.List<string>();

    /// <summary>ID of the transit gateway.</summary>
    public string TransitGatewayId { get; set; }

    /// <summary>ARN of the share that offers the gateway.</summary>
    public string TransitGatewayResourceShareArn { get; set; }

    /// <summary>ID of the network.</summary>
    public string VpcId { get; set; }
}
