namespace Sim.CoreEmulator.Devices;

/// <summary>A device that what is typed at the console concerns.</summary>
internal interface IListener
{
    /// <summary>Whether input would do something now.</summary>
    bool WantsInput { get; }

    /// <summary>Looks whether there is input.</summary>
    void Poll();
}
