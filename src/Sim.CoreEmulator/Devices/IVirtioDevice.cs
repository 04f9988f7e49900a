namespace Sim.CoreEmulator.Devices;

/// <summary>What stands behind a virtio transport.</summary>
internal interface IVirtioDevice
{
    /// <summary>Its name in messages.</summary>
    string Name { get; }

    /// <summary>The virtio device ID.</summary>
    uint Id { get; }

    /// <summary>Features that it offers, those of the transport aside.</summary>
    ulong Features { get; }

    /// <summary>Its queues.</summary>
    int Queues { get; }

    /// <summary>A byte of its configuration.</summary>
    byte Configuration(int offset);

    /// <summary>Takes what the driver made available in a queue.</summary>
    /// <returns>Whether anything was used.</returns>
    /// <exception cref="VirtioException">The driver breaks the rules.</exception>
    bool Serve(int number, Virtqueue queue);
}
