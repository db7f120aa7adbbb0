using System.Reflection;

namespace StreamOps.GameLiftStreams.Specs.OwnClient;

/// <summary>What callers can see of an assembly in the <c>Amazon</c> namespaces, one sorted line per type and member.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var types = assembly.GetExportedTypes().Where(t => t.Namespace!.StartsWith("Amazon", StringComparison.Ordinal));
        return string.Concat(types.OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(Lines).Select(line => line + "\n"));
    }

    private static IEnumerable<string> Lines(Type type) =>
        [
            Heading(type),
            .. type.GetMembers(Declared).Select(Line).OfType<string>().Order(StringComparer.Ordinal).Select(line => "    " + line),
        ];

    private static string Heading(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        Type[] bases =
        [
            .. type.BaseType is { } b && b != typeof(object) ? [b] : Type.EmptyTypes,
            .. type.GetInterfaces().Where(i => i.IsVisible).Except(inherited).OrderBy(i => i.Name, StringComparer.Ordinal),
        ];
        return $"{kind} {type.FullName}{(bases.Length > 0 ? " : " + string.Join(", ", bases.Select(Name)) : "")}";
    }

    private static string? Line(MemberInfo member) =>
        member switch
        {
            ConstructorInfo c when IsVisible(c) => $"{Modifiers(c)}new({Parameters(c)})",
            MethodInfo m when IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) =>
                $"{Modifiers(m)}{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
            PropertyInfo p when p.GetAccessors(nonPublic: true).Any(IsVisible) =>
                $"{Modifiers(p.GetMethod!)}{Name(p.PropertyType)} {p.Name} {Accessors(p)}",
            FieldInfo f when f.IsPublic || f.IsFamily =>
                $"{(f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{Name(f.FieldType)} {f.Name}",
            _ => null,
        };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.IsVirtual && !method.IsFinal && !method.DeclaringType!.IsInterface ? "virtual " : "");

    private static string Accessors(PropertyInfo property) =>
        $"{{ {string.Join(" ", property.GetAccessors(nonPublic: true).Where(IsVisible).Select(a => a.ReturnType == typeof(void) ? "set;" : "get;"))} }}";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = default" : "")}"));

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
