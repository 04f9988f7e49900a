using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Scenarios.Binding;

/// <summary>The shape of each type that a key may have; made once a type, when first needed.</summary>
internal static class Shapes
{
    private static readonly ConcurrentDictionary<Type, Shape> Cache = new();

    private static readonly Dictionary<Type, Func<Shape>> Values = new()
    {
        [typeof(string)] = static () => new TextShape(),
        [typeof(bool)] = static () => new TruthShape(),
        [typeof(int)] = static () => new WholeShape(int.MinValue, int.MaxValue, value => (int)value),
        [typeof(long)] = static () => new WholeShape(long.MinValue, long.MaxValue, value => value),
        [typeof(double)] = static () => new RealShape(),
        [typeof(Duration)] = static () => new QuantityShape(QuantityKind.Duration),
        [typeof(Bytes)] = static () => new QuantityShape(QuantityKind.Bytes),
        [typeof(Frequency)] = static () => new QuantityShape(QuantityKind.Frequency),
        [typeof(Watts)] = static () => new QuantityShape(QuantityKind.Watts),
        [typeof(FilePath)] = static () => new PathShape(),
        [typeof(PartName)] = static () => new NameShape(),
        [typeof(PartReference)] = static () => new PartShape(),
        [typeof(IPartChoice)] = static () => new PartShape(),
        [typeof(PartOptions)] = static () => new OptionsShape(),
        [typeof(Slo)] = static () => new SloShape(),
    };

    /// <summary>The shape of a property's type; a nullable type has the shape of its value.</summary>
    /// <exception cref="NotSupportedException">No key may have this type: a mistake in Sim or in a user's part.</exception>
    public static Shape Of(Type type) => Cache.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, static t => Make(t));

    private static Shape Make(Type type)
    {
        if (type.IsEnum)
        {
            return new ChoiceShape(type);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new ListShape(type.GetGenericArguments()[0]);
        }

        if (Values.TryGetValue(type, out Func<Shape>? make))
        {
            return make();
        }

        return KeyedType.Of(type).Keys.Count > 0
            ? new RecordShape(type)
            : throw new NotSupportedException($"{type} cannot be written in a scenario: it is no value and has no [Key]");
    }
}
