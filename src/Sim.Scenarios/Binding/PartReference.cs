namespace Sim.Scenarios.Binding;

/// <summary>A part and its options: <c>kvm</c>, or <c>{ extends: kvm, cpu: { scheduler: credit2 } }</c>.</summary>
/// <param name="Part">The name after <c>name</c> or <c>extends</c>; empty where a mapping has neither.</param>
/// <param name="Options">All other keys, to be bound once the part is known.</param>
public sealed record PartReference(PartName Part, PartOptions Options)
{
    /// <summary>The part's name.</summary>
    public string Name => Part.Name;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
