using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Costs;

/// <summary>A key whose constant a cost table may give.</summary>
/// <param name="Key">The key, with its range.</param>
/// <param name="Property">The property that it sets, a <see cref="Sim.Kernel.Quantities.Duration"/>.</param>
/// <param name="Rows">The rows that make it.</param>
public sealed record MeasuredKey(KeyAttribute Key, PropertyInfo Property, IReadOnlyList<MeasuredAttribute> Rows)
{
    /// <summary>Those of a record of keys, in the order in which they are declared.</summary>
    public static IReadOnlyList<MeasuredKey> Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .OrderBy(property => property.MetadataToken)
                .Select(property => new MeasuredKey(property.GetCustomAttribute<KeyAttribute>()!, property, [.. property.GetCustomAttributes<MeasuredAttribute>()]))
                .Where(key => key.Rows.Count > 0),
        ];
    }
}
