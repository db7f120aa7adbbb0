using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Amazon.GameLiftStreams.Internal;

/// <summary>How members stand in a JSON body: PascalCase, absent when not set, open enumerations, epoch seconds.</summary>
internal static class WireJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers = { HideTransportMembers, FillIdempotencyToken, SkipUnsetCollections },
        },
        Converters =
        {
            new EpochSecondsConverter(),
            new ConstantConverter<ApplicationStatus>(ApplicationStatus.FindValue),
            new ConstantConverter<ApplicationStatusReason>(ApplicationStatusReason.FindValue),
            new ConstantConverter<ExportFilesStatus>(ExportFilesStatus.FindValue),
            new ConstantConverter<Protocol>(Protocol.FindValue),
            new ConstantConverter<ReplicationStatusType>(ReplicationStatusType.FindValue),
            new ConstantConverter<RuntimeEnvironmentType>(RuntimeEnvironmentType.FindValue),
            new ConstantConverter<StreamClass>(StreamClass.FindValue),
            new ConstantConverter<StreamGroupLocationStatus>(StreamGroupLocationStatus.FindValue),
            new ConstantConverter<StreamGroupStatus>(StreamGroupStatus.FindValue),
            new ConstantConverter<StreamGroupStatusReason>(StreamGroupStatusReason.FindValue),
            new ConstantConverter<StreamSessionStatus>(StreamSessionStatus.FindValue),
            new ConstantConverter<StreamSessionStatusReason>(StreamSessionStatusReason.FindValue),
        },
    };

    /// <summary>Status code, length and metadata come from HTTP: in a body such a name is an unknown member, whatever its shape.</summary>
    private static void HideTransportMembers(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(AmazonWebServiceResponse)))
        {
            return;
        }

        foreach (var name in typeof(AmazonWebServiceResponse).GetProperties().Select(p => p.Name))
        {
            if (type.Properties.FirstOrDefault(p => p.Name == name) is { } property)
            {
                type.Properties.Remove(property);
            }
        }
    }

    /// <summary>
    /// A request is marshalled once per call, so the token made here is the same on every retry; the caller's request stays as it was.
    /// </summary>
    private static void FillIdempotencyToken(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Get is { } get && property.AttributeProvider?.IsDefined(typeof(IdempotencyTokenAttribute), inherit: false) == true)
            {
                property.Get = request => get(request) ?? Guid.NewGuid().ToString();
            }
        }
    }

    /// <summary>With <see cref="AWSConfigs.InitializeCollections"/> an empty collection means: not set.</summary>
    private static void SkipUnsetCollections(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.PropertyType.IsAssignableTo(typeof(ICollection))))
        {
            property.ShouldSerialize = (_, value) =>
                value is ICollection { Count: var count } && (count > 0 || !AWSConfigs.InitializeCollections);
        }
    }
}

/// <summary>Marks the member that gets a UUID when the caller leaves it unset.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IdempotencyTokenAttribute : Attribute;
