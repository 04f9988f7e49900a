using System.Reflection;
using Sim.Kernel.Plugins;

namespace Sim.Scenarios.Binding;

/// <summary>One key of a record: its attribute, its property, and how its value is written.</summary>
internal sealed class KeyInfo(KeyAttribute attribute, PropertyInfo property)
{
    private Shape? _shape;

    /// <summary>The key as users write it.</summary>
    public string Name => Attribute.Name;

    /// <summary>Its help, range and names.</summary>
    public KeyAttribute Attribute { get; } = attribute;

    /// <summary>The property it sets.</summary>
    public PropertyInfo Property { get; } = property;

    /// <summary>How its value is written; worked out when first asked, since a record may be long and a scenario short.</summary>
    public Shape Shape => _shape ??= Shapes.Of(Property.PropertyType);

    /// <summary>The default as a user would write it; empty where the key has none.</summary>
    public string Default(object defaults) =>
        Property.GetValue(defaults) is { } value && !Attribute.Required ? Shape.Format(value) : "";
}
