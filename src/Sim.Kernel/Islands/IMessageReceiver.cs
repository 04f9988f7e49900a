namespace Sim.Kernel.Islands;

/// <summary>Something on an island that acts when a message arrives; bound to its channel when that is declared.</summary>
/// <remarks>Its <see cref="object.ToString"/> names it in messages of failure, so let it say which one it is.</remarks>
public interface IMessageReceiver
{
    /// <summary>Acts at the time of arrival, before every local event of that time, whatever its priority.</summary>
    /// <param name="island">The island that the message reached; its clock stands at the arrival.</param>
    /// <param name="message">What arrived.</param>
    void Receive(Island island, in Message message);
}
