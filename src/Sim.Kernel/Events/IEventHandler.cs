namespace Sim.Kernel.Events;

/// <summary>Something that acts when an event happens: a model, a device, a scheduler.</summary>
/// <remarks>Its <see cref="object.ToString"/> names it in messages, so let it say which one it is: <c>vm-12</c>.</remarks>
public interface IEventHandler
{
    /// <summary>Acts at <see cref="Simulation.Now"/>.</summary>
    /// <param name="simulation">The simulation whose clock reached the event; schedule what follows on it.</param>
    /// <param name="operation">What to do, as given when the event was scheduled; each handler has its own codes.</param>
    /// <param name="payload">What to do it with, as given when the event was scheduled: an id, an amount.</param>
    void Handle(Simulation simulation, int operation, long payload);
}
